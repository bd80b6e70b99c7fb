# %% [markdown]
# # Ingest returns and read the tables
#
# From a folder of returns to pandas frames, and what to look at before a number is believed. The returns are the
# made-up ones of `samples/returns`: Word files, PDFs and texts, most of them one section of the form in one way of
# marking.

# %%
import tempfile
from pathlib import Path

import pandas as pd

import toolkit_extract

RETURNS = Path("../samples/returns")
folder = tempfile.TemporaryDirectory()
outcome = toolkit_extract.ingest(RETURNS, folder.name)
print(f"{outcome.read} returns read, {len(outcome.failed)} files not read")
pd.Series(outcome.states, name="ratings")

# %% [markdown]
# A rating is *selected* only if exactly one option is ticked. Unticked, ticked twice, lost by the file and not in the
# return are states of their own. None of them is a 0.
#
# `load` gives the five tables with the types of their description: codes as ordered categories, numbers that can be
# missing as nullable integers, standards as text, so that 1.10 stays what it is.

# %%
tables = toolkit_extract.load(folder.name)
pd.DataFrame({name: {"rows": len(table), "columns": table.shape[1]} for name, table in tables.items()}).T

# %% [markdown]
# ## The analyst's table: a row a return and standard

# %%
assessments = tables["assessments"]
columns = ["authority", "standard_id", "evaluate", "evaluate_score", "evaluate_state", "needs_review"]
assessments.loc[assessments["evaluate_state"] != "absent", columns].head(8)

# %% [markdown]
# Several returns of one authority are all kept. `current` says which of them counts.

# %%
returns = tables["returns"]
current = assessments[assessments["current"]]
print(
    f"{returns['current'].sum()} of {len(returns)} returns count, of {current['authority'].nunique()} authorities"
)

# %% [markdown]
# ## What does a median stand on?
#
# Every share has its denominator: how many ratings are there, and how many of them say one thing.

# %%
evaluate = current[current["evaluate_state"] != "absent"]
by_standard = evaluate.groupby("standard_id", observed=True)["evaluate_score"]
basis = pd.DataFrame(
    {
        "ratings": by_standard.size(),
        "with one option": by_standard.count(),
        "median": by_standard.median(),
    }
)
basis.head(8)

# %% [markdown]
# ## What should a person look at?
#
# `needs_review` is true wherever the machine is not sure. The reasons are words; the findings have codes.

# %%
there = assessments[assessments["evaluate_state"] != "absent"]
reasons = there["review_reasons"].dropna().str.split("; ").explode().str.split(": ").str[-1].rename("reason")
reasons.value_counts().head(6).rename("answers").to_frame()

# %%
findings = tables["findings"]
counted = findings.groupby(["severity", "code"], observed=True).size().rename("findings")
counted.sort_values(ascending=False).head(6).to_frame()

# %% [markdown]
# Where a value stands and how it is known is in `answers`: page and box in PDF points, method and confidence.

# %%
answers = tables["answers"]
placed = answers[(answers["kind"] == "choice") & answers["page"].notna()]
placed[["authority", "standard_id", "answer", "option", "method", "confidence", "page", "x0", "top"]].head(5)

# %%
# What this page claims, checked.
assert outcome.read == len(returns) and not outcome.failed
assert set(tables) == {"assessments", "answers", "marks", "returns", "findings"}
rated = assessments["evaluate_state"] == "selected"
assert assessments.loc[rated, "evaluate_score"].between(1, 4).all()
assert assessments.loc[~rated, "evaluate_score"].isna().all()
assert (assessments["standard_id"] == "S" + assessments["standard"]).all()
assert assessments.loc[assessments["needs_review"], "review_reasons"].notna().all()
assert (basis["with one option"] <= basis["ratings"]).all()
folder.cleanup()
