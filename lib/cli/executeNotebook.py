"""Executes a paired notebook: python executeNotebook.py SOURCE.ts OUTPUT.ipynb

Runs every cell in the tslab kernel, from the notebook's folder, and writes the result under a temporary name first.
Exit status 1, with the cell and what it printed, when a cell fails.
"""

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

SECONDS_PER_CELL = 3600


def main(source: Path, output: Path) -> int:
    notebook = jupytext.read(source)
    code = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    client = NotebookClient(
        notebook, timeout=SECONDS_PER_CELL, kernel_name="tslab", resources={"metadata": {"path": str(source.parent)}}
    )
    begin = time.monotonic()
    with client.setup_kernel():
        for done, index in enumerate(code):
            cell = notebook.cells[index]
            print(f"\r{source.stem}: cell {done + 1} of {len(code)}, {time.monotonic() - begin:.0f} s", end="", flush=True)
            try:
                client.execute_cell(cell, index, execution_count=done + 1)
            except CellExecutionError:
                printed = "".join(out.get("text", "") for out in cell.outputs)
                print(f"\n{source.name}: cell {done + 1} failed:\n{cell.source}\n\n{printed}", file=sys.stderr)
                return 1
    print()
    temporary = output.with_suffix(f".{os.getpid()}.tmp")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(in_lines(notebook), encoding="utf-8")
        temporary.replace(output)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        print(f"cannot write {output}: {error.strerror}. Mend that, or name another folder in TWINLAB_DATA.", file=sys.stderr)
        return 1
    return 0


def in_lines(notebook: nbformat.NotebookNode) -> str:
    """A notebook as JSON with a line for each cell: a third smaller than indented, and still compared cell by cell."""
    nbformat.validate(notebook)
    fields = json.loads(nbformat.writes(notebook))
    cells = ",\n".join(json.dumps(cell, ensure_ascii=False, separators=(",", ":")) for cell in fields.pop("cells"))
    others = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return f'{{"cells":[\n{cells}\n],{others[1:]}\n'


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
