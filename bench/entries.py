#!/usr/bin/env python3
"""Writes an image, as docker save does, whose one layer has so many empty files: a hostile artifact of 512 bytes an entry that packs to almost nothing.

    bench/entries.py 10000000 | gzip -1 > entries.tar.gz
    /usr/bin/time -v vigil inventory image entries.tar.gz      # ends with VGL and exit code 4 at ScanLimits.MaxEntries, in bounded memory
"""

import hashlib
import json
import sys

BLOCK = 512
END = b"\0" * 1024


def header(name: bytes, size: int, kind: bytes = b"0") -> bytes:
    fields = [name.ljust(100, b"\0"), b"0000644\0", b"0000000\0", b"0000000\0", b"%011o\0" % size, b"00000000000\0", b" " * 8, kind]
    block = b"".join(fields).ljust(257, b"\0") + b"ustar\00000"
    block = block.ljust(BLOCK, b"\0")
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


def entries(count: int):
    template = header(b"d/%010d" % 0, 0)
    base = int(template[148:154], 8) - 10 * ord("0")
    for number in range(count):
        digits = b"%010d" % number
        yield b"d/" + digits + template[12:148] + b"%06o\0 " % (base + sum(digits)) + template[156:]
    yield END


def main() -> None:
    count = int(sys.argv[1])
    digest = hashlib.sha256()
    for block in entries(count):
        digest.update(block)
    config = json.dumps({"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest.hexdigest()}"]}}).encode()
    manifest = json.dumps([{"Config": "config.json", "RepoTags": ["entries:1"], "Layers": ["layer.tar"]}]).encode()
    out = sys.stdout.buffer
    for name, content in ((b"manifest.json", manifest), (b"config.json", config)):
        out.write(header(name, len(content)) + content.ljust(-(-len(content) // BLOCK) * BLOCK, b"\0"))
    out.write(header(b"layer.tar", count * BLOCK + len(END)))
    for block in entries(count):
        out.write(block)
    out.write(END)


if __name__ == "__main__":
    main()
