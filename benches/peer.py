"""The Python side of `cargo bench --bench frame`: face_recognition on one frame, timed on request.

Arguments: a file of RGB bytes, its width and height. Says "ready" and the versions, then answers each line, a number of
rounds, with one line: seconds of detection and of embedding, both for one frame on average, and the faces found.
"""

import sys
import time

import dlib
import face_recognition
import numpy

path, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
frame = numpy.fromfile(path, dtype=numpy.uint8).reshape(height, width, 3)
print(f"ready dlib {dlib.__version__}, Python {sys.version.split()[0]}", flush=True)

for line in sys.stdin:
    rounds = int(line)
    detection = embedding = 0.0
    for _ in range(rounds):
        start = time.perf_counter()
        boxes = face_recognition.face_locations(frame, number_of_times_to_upsample=1, model="hog")
        found = time.perf_counter()
        face_recognition.face_encodings(frame, known_face_locations=boxes)
        embedding += time.perf_counter() - found
        detection += found - start
    print(detection / rounds, embedding / rounds, len(boxes), flush=True)
