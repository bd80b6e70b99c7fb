# %% [markdown]
# # Compare authorities
#
# Who is where, and what does a difference stand on? The folder holds made-up returns of the West Midlands, with
# everything in them that can be missing. `toolkit-extract compare` writes such pictures by itself; here they are made
# of the tables.

# %%
import sys
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

import toolkit_extract
from toolkit_extract.authorities import councils
from toolkit_extract.dataset.stored import stored_toolkit

sys.path.insert(0, "..")
from benchmarks.made_up_folder import write_made_up_folder

folder = tempfile.TemporaryDirectory()
among = tuple(council for council in councils() if council.region == "West Midlands")
write_made_up_folder(Path(folder.name), among=among)
tables, toolkit = toolkit_extract.load(folder.name), stored_toolkit(folder.name)
returns, assessments = tables["returns"], tables["assessments"]
read = returns["status"].isin(["complete", "partial"])
print(
    f"{len(among)} authorities: {read.sum()} returns read, {(~read).sum()} not, {len(among) - len(returns)} not sent"
)

# %% [markdown]
# ## A heat map in which what is missing keeps its place
#
# Rows are authorities, columns standards in the order of the form. Grey is *no single option*: blank, ticked twice,
# lost, or not in the return. It is never coloured as a low rating.

# %%
order = [f"S{standard.number}" for standard in toolkit.standards]
scores = assessments.pivot(index="authority", columns="standard_id", values="evaluate_score")[order].astype(
    "Float64"
)
question = toolkit.question("evaluate")
colours = plt.get_cmap("viridis", len(question.options)).with_extremes(bad="#d9dde2")

figure, axes = plt.subplots(figsize=(10, 3.6), layout="constrained")
image = axes.imshow(scores.astype(float), cmap=colours, vmin=0.5, vmax=4.5, aspect="auto")
axes.set_xticks(range(len(order)), [name[1:] for name in order], fontsize=7)
axes.set_yticks(range(len(scores)), scores.index, fontsize=7)
axes.set_title("Evaluate: extent to which each standard is met", fontsize=9, loc="left")
bar = figure.colorbar(image, ticks=[option.score for option in question.options])
bar.ax.set_yticklabels([option.label for option in question.options], fontsize=7)
plt.show()

# %% [markdown]
# ## Where is the gap widest?
#
# Ratings are ordinal: there are counts, shares and medians, and no means. The last column says how many authorities a
# median stands on.

# %%
spread = scores.quantile([0.25, 0.5, 0.75]).T
spread.columns = ["lower quartile", "median", "upper quartile"]
spread["authorities"] = scores.notna().sum()
spread["distance"] = spread["upper quartile"] - spread["lower quartile"]
spread.sort_values(["distance", "median"], ascending=[False, True]).head(5)

# %% [markdown]
# ## Shares with their denominators

# %%
codes = [option.code for option in question.options]
counts = assessments.groupby("section")["evaluate"].value_counts().unstack().reindex(columns=codes)
shares = counts.div(counts.sum(axis=1), axis=0)
figure, axes = plt.subplots(figsize=(8, 2.8), layout="constrained")
left = pd.Series(0.0, index=shares.index)
for place, option in enumerate(question.options):
    axes.barh(
        shares.index.astype(str), shares[option.code], left=left, color=colours(place), label=option.label
    )
    left += shares[option.code]
for place, total in enumerate(counts.sum(axis=1)):
    axes.text(1.01, place, f"n = {total}", va="center", fontsize=8)
axes.invert_yaxis()
axes.set(xlim=(0, 1), ylabel="section")
axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
axes.legend(ncols=2, fontsize=7, loc="upper center", bbox_to_anchor=(0.5, -0.15))
plt.show()

# %% [markdown]
# ## Met to a small extent, and rated as a risk

# %%
at_risk = assessments[(assessments["evaluate_score"] <= 2) & (assessments["prioritise_score"] >= 3)]
counted = at_risk.groupby("standard_id", observed=True).size().rename("authorities")
counted.sort_values(ascending=False).head(5).to_frame()

# %%
# What this page claims, checked.
assert scores.shape == (read.sum(), len(toolkit.standards))
assert scores.isna().to_numpy().sum() == (assessments["evaluate_state"] != "selected").sum() > 0
assert (spread["authorities"] <= len(scores)).all()
assert (abs(left - 1) < 1e-9).all()
assert counts.to_numpy().sum() == assessments["evaluate"].notna().sum()
folder.cleanup()
