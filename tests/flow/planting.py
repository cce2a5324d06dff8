"""What every way of planting a value uses: the person, the copy of a release, the list."""
import io, os, zipfile

WAYS = {}
NAME = "relief-standards"


def way(expected="caught"):
    def note(f):
        WAYS[f.__name__.replace("_", "-")] = (f, expected)
        return f
    return note


class Person:
    """The first canary: everything that the department knows of it."""

    def __init__(self, path):
        rows = [l.rstrip("\n").split("\t", 1) for l in open(path, encoding="utf-8")]
        first = {}
        for kind, value in (r for r in rows if len(r) == 2):
            first.setdefault(kind, value)
        self.name, self.id = first["name"], first["identity"]
        self.phone, self.card, self.address = first["phone"], first["card"], first["address"]
        self.remark = first.get("remark", "")
        self.disability = self.id + "42"
        self.birth = f"{self.id[6:10]}-{self.id[10:12]}-{self.id[12:14]}"


class Copy:
    def __init__(self, folder, person):
        self.folder, self.p = folder, person

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def write(self, name, data):
        if isinstance(data, str):
            data = data.encode("utf-8")
        with open(self.path(name), "wb") as f:
            f.write(data)

    def replace(self, name, old, new, times=1):
        data = self.read(name)
        assert old in data, (name, old)
        self.write(name, data.replace(old, new, times))

    @property
    def csv(self):
        return NAME + ".csv"

    def cell(self, text, row=3, column=-1, encoding="utf-8"):
        """Puts the text into one cell of the canonical table."""
        lines = self.read(self.csv).split(b"\r\n")
        cells = lines[row].split(b",")
        cells[column] = text if isinstance(text, bytes) else ('"%s"' % text).encode(encoding)
        lines[row] = b",".join(cells)
        self.write(self.csv, b"\r\n".join(lines))

    def readme(self, text):
        self.write("README.md", self.read("README.md") + ("\n" + text + "\n").encode("utf-8"))

    def zip_edit(self, name, change, add=()):
        """Rewrites an archive: change(member, bytes) -> bytes or None."""
        source, out = zipfile.ZipFile(io.BytesIO(self.read(name))), io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            for i in source.infolist():
                data = source.read(i)
                z.writestr(i.filename, change(i.filename, data) or data)
            for member, data in add:
                z.writestr(member, data)
        self.write(name, out.getvalue())

    def xlsx(self, member, old, new, add=()):
        def change(name, data):
            if name != member:
                return None
            assert old in data, (member, old)
            return data.replace(old, new, 1)
        self.zip_edit(NAME + ".xlsx", change, add)
