"""Benchmark: the peer benchmark, run with Handbill as one of its columns; see peers.md."""

from __future__ import annotations

import argparse
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OURS = ROOT / "bench" / "peers"
FACES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")

# What stands before the number in the benchmark's column “phone”; our layouts print it, and the field is the number.
LABEL = "Campus police "
# The rows of the campaign for our columns: title, campus, phone, url, file, and the signs turned as often as column
# “variant” says.
TURNED = r"""BEGIN { OFS = ","; count = split("SIGNS", sign, ";") }
{ gsub(/\r/, ""); sub(/LABEL/, "", $4); sub(/[.]pdf$/, "", $7); line = $2 OFS $3 OFS $4 OFS $5 OFS $7
  for (i = 0; i < count; i++) line = line OFS (NR == 1 ? "s" i + 1 : sign[(i + $6) % count + 1])
  print line }"""


@dataclass(frozen=True)
class Change:
    """A text of the benchmark that its copy has otherwise, and why."""

    file: str
    before: str
    after: str
    why: str


CHANGES = (
    Change(
        "common.py",
        "Campus police 555-",
        "Campus police 202-555-",
        "seven digits dial nobody, and Handbill prints no number that cannot be dialled",
    ),
    Change(
        "verify.py",
        "abs(p[2][1] - h) > 1.5 for p in seen",
        'not -1.5 <= p[2][1] - h <= (14 if job == "J4" else 1.5) for p in seen',
        "under the marks of a press sheet stands a slug line, which makes the poster's page 12 pt taller",
    ),
)


def prepare(workspace: Path, fonts: Path) -> None:
    """Our workspace: what is kept here, the fonts of the benchmark, and the lists that a workspace replaces whole."""
    shutil.copytree(OURS / "workspace", workspace, dirs_exist_ok=True)
    own = workspace / "fonts" / "dejavu-sans"
    register = (OURS / "dejavu.yaml").read_text(encoding="utf-8")
    for face in FACES:
        shutil.copy(fonts / face, own)
        register = register.replace(f"{{{face}}}", hashlib.sha256((own / face).read_bytes()).hexdigest())
    write(workspace / "fonts/register.yaml", shipped("fonts/register.yaml") + register)
    write(workspace / "layouts/formats.yaml", shipped("layouts/formats.yaml") + kept("formats.yaml"))
    prepare_themes(workspace / "layouts/themes")


def prepare_themes(themes: Path) -> None:
    """Every theme has every scale, so that a layout can change its theme: ours get theirs, and theirs get ours."""
    for name in ("beacon", "plain"):
        write(themes / f"{name}.yaml", shipped(f"layouts/themes/{name}.yaml") + kept("scales.yaml"))
    inks_and_styles = kept("workspace/layouts/themes/peers.yaml")
    _, scales, sizes = shipped("layouts/themes/beacon.yaml").partition("\nscales:\n")
    write(themes / "peers.yaml", inks_and_styles.rstrip() + "\n" + scales + sizes + kept("scales.yaml"))


def shipped(name: str) -> str:
    """The text of a file that ships."""
    return (ROOT / name).read_text(encoding="utf-8").rstrip() + "\n"


def kept(name: str) -> str:
    """The text of a file that is kept for this benchmark."""
    return (OURS / name).read_text(encoding="utf-8")


def write(path: Path, text: str) -> None:
    """Write a file of the workspace."""
    path.write_text(text, encoding="utf-8")


def patched(bench: Path, copy: Path) -> None:
    """A copy of the benchmark in which every column, not ours alone, does what the changes say."""
    shutil.copytree(bench, copy)
    for path in copy.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    copy.chmod(0o755)
    for change in CHANGES:
        path = copy / change.file
        text = path.read_text(encoding="utf-8")
        if change.before not in text:
            sys.exit(f"{change.file} no longer holds {change.before!r}: {change.why}")
        write(path, text.replace(change.before, change.after))


def signs() -> list[str]:
    """The signs of our topic, in the benchmark's order."""
    _, _, listed = kept("workspace/data/topics/peers.yaml").partition("\nsigns:\n")
    return [line.removeprefix("  - ") for line in listed.splitlines()]


def commands(handbill: str, workspace: Path, how: str = "--draft") -> dict[str, str]:
    """A shell command for each job; the benchmark fills in {csv} and {out}, and clears {out}.work itself.

    `how` is what the other columns do, who read nothing back, or the way in which ours reads back.
    """

    def build(layout: str, options: str) -> str:
        at = shlex.quote(str(workspace))
        return f"{handbill} build {layout} {options} {how} --lang en --workspace {at} --out {{out}}.work/made"

    move = "mv {out}.work/made/*.pdf {out}"
    set_one = "--set campus='Main Campus' --set phone=202-555-0100"
    rows = f"mkdir -p {{out}}.work && sed 's/{LABEL}//' {{csv}} > {{out}}.work/rows.csv"
    records = "--purpose office --stock letter --records {out}.work/rows.csv"
    merged = f"{rows} && {build('peers-merged', records)} && {move}"
    # A shell's braces are doubled, for the benchmark formats the command.
    turned = TURNED.replace("SIGNS", ";".join(signs())).replace("LABEL", LABEL)
    turned = shlex.quote(turned.replace("{", "{{").replace("}", "}}"))
    picked = f"mkdir -p {{out}}.work && awk -F, {turned} {{csv}} > {{out}}.work/rows.csv"
    rename = "perl -e 'rename($_, s/[.]en([.]draft)?[.]office//r) for <*.pdf>'"
    named = f"cd {{out}}.work/made && {rename} && mv {{out}}.work/made {{out}}"
    return {
        "J1": f"{build('peers-sheet', '--purpose office --stock letter ' + set_one)} && {move}",
        "J2": merged,
        "J3": merged,
        "J4": f"{build('peers-poster', '--purpose press')} && {move}",
        "J5": f"{picked} && {build('peers-campaign', '--each ' + records)} && {named}",
    }


def main() -> None:
    """Run the benchmark with our column, or only lay down our workspace and say the commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path, help="the folder of the peer benchmark, with its run.py")
    parser.add_argument("--jobs", default="J1,J2,J3,J4,J5", help="which of its jobs, with commas")
    parser.add_argument("--handbill", default=f"{shlex.quote(sys.executable)} -m generator", help="how to start ours")
    parser.add_argument("--read-back", metavar="N", help="read every file back, on N processes; else ours draws drafts")
    parser.add_argument("--prepare", type=Path, metavar="FOLDER", help="only lay everything down there")
    given, rest = parser.parse_known_args()
    with tempfile.TemporaryDirectory(prefix="peers-") as temporary:
        folder = given.prepare or Path(temporary)
        prepare(folder / "workspace", Path(os.environ["BENCH_VENV"]) / "fonts")
        patched(given.bench, folder / "bench")
        how = f"--jobs {given.read_back}" if given.read_back else "--draft"
        jobs = commands(given.handbill, (folder / "workspace").resolve(), how)
        ours = [word for job in given.jobs.split(",") for word in (f"--ours-{job}", jobs[job])]
        run = [sys.executable, str(folder / "bench" / "run.py"), "--jobs", given.jobs, *ours, *rest]
        if given.prepare:
            print(shlex.join(run))
            return
        sys.exit(subprocess.run(run, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False).returncode)


if __name__ == "__main__":
    main()
