"""Plants one value of an invented person somewhere in a copy of a release.

    plant.py list                        names of the ways, "caught" or "limit:WORD"
    plant.py WAY RELEASE COPY CANARIES   makes COPY with the value planted
    plant.py all RELEASE COPY CANARIES   every value of every person, each in a file of its
                                         own, whose names are printed
    plant.py places RELEASE COPY CANARIES   every kind of value in every place of a document,
                                         each in a file of its own, whose names are printed
    plant.py missed FINDINGS             those of the files named on stdin in which no value
                                         was found; fails when there are any

Every way is a function of the copied folder; its doc string says how the value
gets out in real life.  "limit:WORD" is what yg-inspect does not see; its manual page
says so, and the word stands there.
"""
import os, shutil, sys

import plant_text, plant_files, plant_documents
from planting import WAYS, Copy, Person


def every_value(copy, canaries):
    for n, line in enumerate(open(canaries, encoding="utf-8")):
        value = line.rstrip("\n").split("\t", 1)[1].replace('"', '""')
        copy.write(f"value-{n}.csv", f'a,b\r\n1,"{value}"\r\n')
        print(f"value-{n}.csv")


def main():
    if sys.argv[1:] == ["list"]:
        for name, (_, expected) in WAYS.items():
            print(name, expected)
        return 0
    if sys.argv[1] == "missed":
        return plant_documents.missed(sys.argv[2], sys.stdin.read().split())
    name, release, copy, canaries = sys.argv[1:]
    shutil.copytree(release, copy)
    for folder, _, files in os.walk(copy):
        os.chmod(folder, 0o755)
        for f in files:
            os.chmod(os.path.join(folder, f), 0o644)
    if name == "all":
        every_value(Copy(copy, None), canaries)
    elif name == "places":
        plant_documents.every_place(Copy(copy, None), canaries)
    else:
        WAYS[name][0](Copy(copy, Person(canaries)))
    return 0


sys.exit(main())
