"""Writes a jar of 50 jars with 10 MB of random classes each: bigjar.py OUT."""
import io
import random
import sys
import zipfile

noise = random.Random(1)
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_STORED) as outer:
    for number in range(50):
        jar = io.BytesIO()
        with zipfile.ZipFile(jar, "w", zipfile.ZIP_DEFLATED) as inner:
            inner.writestr(f"META-INF/maven/g{number}/a{number}/pom.properties", f"groupId=g{number}\nartifactId=a{number}\nversion=1.0\n")
            for at in range(100):
                inner.writestr(f"x/C{at}.class", noise.randbytes(100 << 10))
        outer.writestr(f"BOOT-INF/lib/a{number}.jar", jar.getvalue())
