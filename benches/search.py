"""The Python side of `cargo bench --bench search`: face_recognition's own search with NumPy, timed on request.

Argument: how many templates. Standard input begins with them, 128 float64 each. Says "ready" and the versions, then
answers each further 128 float64 with one line: seconds, the row of the nearest, and its distance.
"""

import sys
import time

import numpy

count = int(sys.argv[1])
known = numpy.empty((count, 128))
whole = memoryview(known).cast("B")
filled = 0
while filled < len(whole):
    read = sys.stdin.buffer.readinto(whole[filled:])
    if not read:
        sys.exit("the templates end early")
    filled += read
print(f"ready NumPy {numpy.__version__}, Python {sys.version.split()[0]}", flush=True)

while len(asked := sys.stdin.buffer.read(128 * 8)) == 128 * 8:
    probe = numpy.frombuffer(asked)
    start = time.perf_counter()
    # As face_recognition.face_distance has it.
    distances = numpy.linalg.norm(known - probe, axis=1)
    nearest = numpy.argmin(distances)
    taken = time.perf_counter() - start
    print(taken, nearest, repr(float(distances[nearest])), flush=True)
