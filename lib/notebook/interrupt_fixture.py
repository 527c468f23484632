"""Runs cells in the tslab kernel and interrupts some of them: python interrupt_fixture.py FOLDER < CELLS

CELLS is JSON: a list of [source, whether it is interrupted once it has shown something]. Prints for each what it showed,
as JSON. FOLDER is where the kernel runs.
"""

import json
import sys
import threading
import time

import nbformat
from nbclient import NotebookClient

SECONDS_PER_CELL = 100
SECONDS_BEFORE_INTERRUPT = 0.5


def main(folder: str) -> None:
    cells = json.load(sys.stdin)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source, _ in cells])
    resources = {"metadata": {"path": folder}}
    client = NotebookClient(notebook, timeout=SECONDS_PER_CELL, kernel_name="tslab", allow_errors=True, resources=resources)

    def interrupt(cell: nbformat.NotebookNode) -> None:
        while not cell.outputs:
            time.sleep(0.05)
        time.sleep(SECONDS_BEFORE_INTERRUPT)
        client.km.provisioner.process.send_signal(2)

    with client.setup_kernel():
        for index, (_, is_interrupted) in enumerate(cells):
            cell = notebook.cells[index]
            time.sleep(0.4)  # after an error the kernel refuses cells for .2 s
            if is_interrupted:
                threading.Thread(target=interrupt, args=(cell,), daemon=True).start()
            client.execute_cell(cell, index)
    shown = [["".join(out.get("text") or out["data"]["text/plain"]).strip() for out in cell.outputs] for cell in notebook.cells]
    print(json.dumps(shown))


main(sys.argv[1])
