# %% [markdown]
# # How right is it?
#
# The evaluation makes returns whose answers are known, in every way of marking that was met, reads them, and counts.
# Its counts are committed as the baseline, which CI holds every change against. Here they are read by variant, and a
# part of them is made again. How right the machine is about *your* returns is another question: decide a random
# sample (`toolkit-extract review out --audit 5%`) and ask `toolkit-extract accuracy out`.

# %%
import contextlib
import io
import sys
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

sys.path.insert(0, "..")
from evaluation.baseline import read_baseline
from evaluation.run import BASELINE, Request, evaluate

counts = pd.DataFrame.from_dict(read_baseline(BASELINE), orient="index").fillna(0).astype(int).sort_index()
counts["family"] = counts.index.str.partition("/").get_level_values(0)
print(f"{len(counts)} variants, {counts['ratings'].sum()} ratings, {counts['texts'].sum()} texts")

# %% [markdown]
# ## Right, flagged, silent
#
# A rating that is not right is *flagged* if the record asks for a person's look, and *silent* if not. Silent is the
# worst that can happen, so it has a column of its own.

# %%
families = counts.groupby("family").sum()
ratings = pd.DataFrame(
    {
        "files": families["files"],
        "ratings": families["ratings"],
        "right": (families["ratings_right"] / families["ratings"]).map("{:.2%}".format),
        "flagged": families["ratings_flagged"],
        "silent": families["ratings_silent"],
        "right but flagged": families["ratings_right_flagged"],
        "texts exact": (families["texts_exact"] / families["texts"]).map("{:.2%}".format),
        "texts silent": families["texts_silent"],
    }
)
ratings

# %% [markdown]
# ## Which variants are hardest?
#
# Some files have lost ticks, and no reader can be right there. What counts is that the record says so.

# %%
share = (counts["ratings_right"] / counts["ratings"]).sort_values()
hardest = counts.loc[share.index[:8], ["ratings", "ratings_right", "ratings_flagged", "ratings_silent"]]
hardest

# %% [markdown]
# ## What does caution cost?
#
# A right rating that asks for a look all the same costs a person's time. Per family: how many ratings a reviewer sees.

# %%
parts = {
    "right": families["ratings_right"] - families["ratings_right_flagged"],
    "right but flagged": families["ratings_right_flagged"],
    "not right, flagged": families["ratings_flagged"],
    "silent": families["ratings_silent"],
}
figure, axes = plt.subplots(figsize=(8, 3.6), layout="constrained")
left = pd.Series(0.0, index=families.index)
for (label, part), colour in zip(parts.items(), ("#1f5fa8", "#9fc3ea", "#e0a030", "#b3261e"), strict=True):
    axes.barh(families.index, part / families["ratings"], left=left, color=colour, label=label)
    left += part / families["ratings"]
axes.invert_yaxis()
axes.set(xlim=(0, 1), xlabel="share of the ratings")
axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
axes.legend(ncols=4, fontsize=7, loc="upper center", bbox_to_anchor=(0.5, -0.2))
plt.show()

# %% [markdown]
# ## Another draw
#
# New returns of three variants, with other answers than those of the baseline, written, read and scored now.

# %%
AGAIN = ("tabs-html/torn", "word/content-controls", "pdf/full-rules")
with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):  # how long it took
    scores, _ = evaluate(Path(folder), Request(AGAIN, ("text", "word", "pdf"), per_variant=1))
again = pd.DataFrame.from_dict(scores.by_variant, orient="index").fillna(0).astype(int)
again[["files", "ratings", "ratings_right", "ratings_silent", "texts", "texts_exact"]]

# %%
# What this page claims, checked.
right, flagged, silent = (counts[f"ratings_{kind}"].sum() for kind in ("right", "flagged", "silent"))
assert right + flagged + silent == counts["ratings"].sum()
print(f"of {counts['ratings'].sum()} ratings {right} are right, {flagged} flagged, {silent} silent")
assert silent / counts["ratings"].sum() < 0.001
assert sorted(again.index) == sorted(AGAIN)
assert again["ratings"].sum() > 0 == again["ratings_silent"].sum() == again["texts_silent"].sum()
