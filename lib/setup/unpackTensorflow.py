"""Takes TensorFlow's C library and the headers of its C interface out of a wheel: python unpackTensorflow.py FOLDER

FOLDER holds the wheel; afterwards it holds lib/ and include/, and the wheel is gone.
"""

import re
import shutil
import sys
from pathlib import Path
from zipfile import ZipFile

LIBRARIES = {"libtensorflow_cc.so.2": "libtensorflow.so", "libtensorflow_framework.so.2": "libtensorflow_framework.so"}
HEADERS = re.compile(r"tensorflow/(include/(tensorflow/c|tensorflow/core/platform|tsl/c|tsl/platform)/[^.]*\.h)")


def main(folder: Path) -> None:
    (wheel,) = folder.glob("tensorflow_cpu-*.whl")
    with ZipFile(wheel) as archive:
        for name in archive.namelist():
            if header := HEADERS.fullmatch(name):
                copy(archive, name, folder / header[1])
        for library, link_name in LIBRARIES.items():
            copy(archive, f"tensorflow/{library}", folder / "lib" / library)
            (folder / "lib" / link_name).symlink_to(library)
    wheel.unlink()


def copy(archive: ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out, 1 << 20)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
