#!/usr/bin/env python3
"""Writes the package's copyright file, in Debian's format: Hadir's licence, and that of all that is in the package with it.

    copyright.py FILE

The libraries are those that Cargo links into the program, by `cargo tree`; what each says of its licence stands in its
manifest and in the files beside it. Of licences that a library lets choose from, one is chosen, by PREFERRED. A licence's
words stand here once, and in full; a library whose words differ keeps its own. One for which no words can be found is an
error: nothing is shipped without.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

TARGET = "x86_64-unknown-linux-gnu"
ROOT = Path(__file__).resolve().parents[2]

# Earlier is better: what asks least of whoever passes the package on, and says it in the fewest words.
PREFERRED = [
    "MIT", "ISC", "Zlib", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "BSL-1.0", "Unlicense", "Unicode-3.0", "MPL-2.0",
    "OFL-1.1", "Ubuntu-font-1.0", "CDLA-Permissive-2.0",
]

# By which words a licence is known.
KNOWN_BY = {
    "Apache-2.0": "apache license version 2 0 january 2004",
    "BSD-3-Clause": "endorse or promote products derived from this software without specific prior written permission",
    "BSD-2-Clause": "redistributions in binary form must reproduce the above copyright notice",
    "BSL-1.0": "boost software license version 1 0",
    "CC0-1.0": "creative commons legal code cc0 1 0 universal",
    "CDLA-Permissive-2.0": "community data license agreement permissive version 2 0",
    "ISC": "permission to use copy modify and or distribute this software for any purpose with or without fee is hereby granted"
           " provided that the above copyright notice",
    "MIT": "permission is hereby granted free of charge to any person obtaining a copy of this software and associated",
    "MPL-2.0": "mozilla public license version 2 0 1 definitions",
    "OFL-1.1": "sil open font license version 1 1",
    "Ubuntu-font-1.0": "ubuntu font licence version 1 0",
    "Unicode-3.0": "unicode license v3",
    "Unlicense": "this is free and unencumbered software released into the public domain",
    "Zlib": "in no event will the authors be held liable for any damages arising from the use of this software",
}

# Where the system keeps the words of licences that no library brings.
COMMON = Path("/usr/share/common-licenses")

# What is in the package and is no library: files, whose it is, licence, and what there is to say of it.
BESIDE = [
    ("*", ["2026 The Hadir authors"], "MIT", ""),
    ("usr/share/hadir/models/*", ["Davis E. King"], "CC0-1.0",
     "The face models, as the Python package face_recognition_models 0.3.0 brings them. Their author gave them to the public."),
    ("dlib/*", ["2003-2022 Davis E. King, and dlib's contributors"], "BSL-1.0",
     "From dlib's headers: templates that are compiled into the program, and the weights of its face detector."),
    ("rust/library/*", ["The Rust Project contributors"], "MIT",
     "Rust's standard library. Its authors let choose between MIT and Apache-2.0."),
    ("sqlite/*", ["None: its authors gave SQLite to the public domain"], "public-domain",
     "The library libsqlite3-sys brings it."),
    ("swagger-ui/*", ["2020-2026 SmartBear Software Inc."], "Apache-2.0",
     "The page /docs. The library utoipa-swagger-ui-vendored brings it."),
    ("fonts/Hack-Regular.ttf", ["2018 Source Foundry Authors", "2003 Bitstream, Inc."], "MIT and Bitstream-Vera",
     "The library epaint_default_fonts brings it."),
    ("fonts/NotoEmoji-Regular.ttf fonts/NotoSans-*.ttf", ["The Noto project's authors"], "OFL-1.1",
     "The libraries epaint_default_fonts and notosans bring them."),
    ("fonts/Ubuntu-Light.ttf", ["2010-2011 Canonical Ltd."], "Ubuntu-font-1.0",
     "The library epaint_default_fonts brings it. Ubuntu and Canonical are registered trademarks of Canonical Ltd."),
    ("fonts/emoji-icon-font.ttf", ["2014 John Slegers"], "MIT", "The library epaint_default_fonts brings it."),
    ("fonts/lucide.ttf", ["Lucide's contributors", "2013-2026 Cole Bemis (Feather)"], "ISC and MIT",
     "The library lucide-icons brings it."),
]

PUBLIC_DOMAIN = "The author disclaims copyright to this source code. Anyone may copy, change, use and sell it."


def words(text):
    """The words of a text alone: what two copies of one licence share, however they are set."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def without_holders(text):
    """A licence's text without who holds the copyright, which differs from library to library."""
    holder = re.compile(r"\W*(copyright\b|\(c\)|©|all rights reserved)", re.I)
    return "\n".join(line for line in text.splitlines() if not holder.match(line)).strip("\n")


def body(text):
    """A licence's words without its title and without who holds the copyright."""
    bare = words(without_holders(text))
    return re.sub(r"^(the )?(mit license|mit|isc license|isc|bsd 3 clause license|zlib license)( mit)? ", "", bare)


def kind(text):
    """Which licence a text is: an SPDX name, or None. Where several stand in one file, the one that stands first."""
    plain = words(text)
    found = [(plain.find(mark), name) for name, mark in KNOWN_BY.items() if mark in plain]
    return min(found, key=lambda pair: (pair[0], PREFERRED.index(pair[1]) if pair[1] in PREFERRED else 99))[1] if found else None


def holders(text):
    """Who holds the copyright, by a licence's text."""
    found = []
    for line in text.splitlines():
        match = re.match(r"\W*copyright(?:\s*\(c\)|\s*©|:)*\s*(.*\S)", line, re.I)
        said = re.sub(r"\s*all rights reserved\.?$", "", match.group(1), flags=re.I).strip(" ,") if match else ""
        # "Copyright [yyyy] [name of copyright owner]" and sentences that begin so are a licence's own words.
        if re.search(r"\d{4}", said) or re.match(r"(The|\(c\)) .*(Authors|Contributors|Developers|Project)", said):
            found.append(re.sub(r"^(\(c\)|©)\s*", "", said, flags=re.I))
    return list(dict.fromkeys(found))


def chosen(expression):
    """The licences of an SPDX expression, of which all hold: of each "or", the one that is preferred."""
    tokens = re.findall(r"\(|\)|[^\s()/]+|/", expression.replace(" WITH ", "~"))
    tokens = ["OR" if token == "/" else token for token in tokens]

    def rank(names):
        return max((PREFERRED.index(name) if name in PREFERRED else 99) for name in names)

    def either():
        best = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            best = min(best, both(), key=rank)
        return best

    def both():
        names = single()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            names = names + single()
        return names

    def single():
        token = tokens.pop(0)
        if token == "(":
            names = either()
            tokens.pop(0)
            return names
        return [token]

    names = either()
    if unknown := [name for name in names if name not in PREFERRED]:
        raise SystemExit(f"copyright.py does not know the licence {', '.join(unknown)} ({expression}).")
    return names


def libraries():
    """The manifests of the libraries that are linked in, by name."""
    def cargo(*arguments):
        return subprocess.run(["cargo", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout

    tree = cargo("tree", "--locked", "--package", "hadir", "--edges", "normal,no-proc-macro", "--target", TARGET,
                 "--prefix", "none", "--format", "{p}")
    linked = {tuple(line.split()[:2]) for line in tree.splitlines() if line.strip()}
    packages = json.loads(cargo("metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET))["packages"]
    ours = {"hadir", "hadir-hog"}
    found = [package for package in packages
             if (package["name"], "v" + package["version"]) in linked and package["name"] not in ours]
    missing = {name for name, _ in linked} - ours - {package["name"] for package in found}
    if missing:
        raise SystemExit(f"Cargo names libraries and does not say where they are: {', '.join(sorted(missing))}")
    return sorted(found, key=lambda package: (package["name"], package["version"]))


def texts_of(folder):
    """What a library says in files about its licence, by kind; and its notices."""
    named = re.compile(r"licen[cs]e|copying|copyright|^ofl|^ufl|font.*\.txt$", re.I)
    texts, notices = {}, []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and len(path.relative_to(folder).parts) <= 2):
        if path.suffix in {".rs", ".html", ".svg", ".h", ".c"}:
            continue
        if re.match(r"notice", path.name, re.I):
            notices.append(path.read_text(errors="replace"))
        elif named.search(path.name) or (path.parent != folder and named.search(path.parent.name)):
            text = path.read_text(errors="replace").replace("\r", "").replace("\f", "\n")
            found = kind(text)
            if found:
                texts.setdefault(found, text)
                # One file with all of them, one below the other.
                for name, mark in KNOWN_BY.items():
                    if mark in words(text) and name not in {"BSD-2-Clause", "Zlib"}:
                        texts.setdefault(name, text)
    return texts, notices


def folded(text):
    """A text as the value of a field: each line set in, and an empty one a dot."""
    return "\n".join(f" {line.rstrip()}" if line.strip() else " ." for line in text.strip("\n").splitlines())


def main(target):
    listed = []
    copies = {}
    for library in libraries():
        folder = Path(library["manifest_path"]).parent
        texts, notices = texts_of(folder)
        expression = library["license"] or "MIT"
        if not library["license"] and "MIT" not in texts:
            raise SystemExit(f"{library['name']} does not say its licence.")
        names = chosen(expression)
        listed.append((library, expression, names, texts, notices))
        for name, text in texts.items():
            copies.setdefault(name, []).append(text)

    # A licence's words are those that most libraries have.
    shared = {}
    for name, found in copies.items():
        bodies = [body(text) for text in found]
        most = max(set(bodies), key=lambda one: (bodies.count(one), -len(one), one))
        text = next(text for text in found if body(text) == most)
        # Short ones name one library's authors above the words; those of the long ones are the licence's own.
        shared[name] = without_holders(text) if len(text) < 3000 else text
    for name in KNOWN_BY:
        if name not in shared and (COMMON / name).is_file():
            shared[name] = (COMMON / name).read_text()
    shared["public-domain"] = PUBLIC_DOMAIN

    paragraphs, needed, own = [], {}, {}
    for files, who, licence, comment in BESIDE:
        paragraphs.append((files, who, licence, comment))
        for name in licence.split(" and "):
            needed[name] = None
    for library, expression, names, texts, notices in listed:
        who, licences = [], []
        for name in names:
            text = texts.get(name)
            label = name
            if text is not None:
                who += holders(text)
                if body(text) != body(shared[name]):
                    # The same words of two libraries stand here once.
                    label = own.setdefault((name, body(text)), (f"{name}-as-{library['name']}", text))[0]
            licences.append(label)
            if label == name:
                needed[name] = None
        who = list(dict.fromkeys(who)) or [re.sub(r"\s*<.*?>", "", author) for author in library["authors"]]
        who = who or [f"The authors of {library['name']}"]
        comment = f"Its authors say: {expression}." if [expression] != names else ""
        for notice in notices:
            comment += f"\nIts notice:\n{notice.strip()}"
        paragraphs.append((f"vendor/{library['name']}-{library['version']}/*", who, " and ".join(licences), comment.strip()))

    hack = next((Path(library["manifest_path"]).parent / "fonts/Hack-Regular.txt"
                 for library, *_ in listed if library["name"] == "epaint_default_fonts"), None)
    if "Bitstream-Vera" in needed and hack and hack.is_file():
        shared["Bitstream-Vera"] = hack.read_text(errors="replace").replace("\r", "")
    if lacking := sorted(name for name in needed if name not in shared):
        raise SystemExit(f"The words of these licences were found nowhere: {', '.join(lacking)}")

    out = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        "Upstream-Name: Hadir",
        "Comment:",
        folded(
            "What follows vendor/ is a library that is linked into /usr/bin/hadir, by its name and version on Rust's package\n"
            "index; dlib/, rust/, sqlite/, swagger-ui/ and fonts/ are in that file, too. Libraries of the system are linked\n"
            "when the program starts, and are not in this package."
        ),
        "",
    ]
    for files, who, licence, comment in paragraphs:
        out += [f"Files: {files}", "Copyright: " + "\n           ".join(who), f"License: {licence}"]
        out += ["Comment:", folded(comment)] if comment else []
        out.append("")
    for name in sorted(needed):
        out += [f"License: {name}", folded(shared[name]), ""]
    for label, text in sorted(own.values()):
        out += [f"License: {label}", folded(text), ""]
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    Path(target).write_text("\n".join(out))
    print(f"{len(listed)} libraries, {len(needed) + len(own)} licences")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    os.environ.setdefault("CARGO_TERM_COLOR", "never")
    main(sys.argv[1])
