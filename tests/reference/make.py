#!/usr/bin/env python3
"""What the Python package face_recognition answers for the sample photographs, as JSON on standard output.

    pip install 'setuptools<81' numpy opencv-python-headless dlib==20.0.1
    pip install --no-deps face_recognition==1.3.0 face_recognition_models==0.3.0
    python tests/reference/make.py assets/sample > tests/reference/faces.json

Each photograph is also taken at every second and every fourth pixel, where its faces are small. Of each: the SHA-256 of
its RGB bytes; the boxes [top, right, bottom, left] for 0, 1 and 2 upsamplings, as far as the upsampled picture keeps the
test quick; the embeddings of the boxes for 0.
"""

import hashlib
import json
import sys
from pathlib import Path

import cv2
import face_recognition
import numpy

STEPS = (1, 2, 4)
UPSAMPLINGS = (0, 1, 2)
MOST_PIXELS = 10_000_000


def answers(path: Path, step: int) -> dict:
    bgr = cv2.imread(str(path), cv2.IMREAD_COLOR)
    rgb = numpy.ascontiguousarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)[::step, ::step])
    boxes = [
        face_recognition.face_locations(rgb, number_of_times_to_upsample=n, model="hog")
        for n in UPSAMPLINGS
        if rgb.shape[0] * rgb.shape[1] * 4**n <= MOST_PIXELS
    ]
    embeddings = face_recognition.face_encodings(rgb, known_face_locations=boxes[0])
    return {
        "file": path.name,
        "step": step,
        "sha256": hashlib.sha256(rgb.tobytes()).hexdigest(),
        "boxes": [[list(map(int, box)) for box in found] for found in boxes],
        "embeddings": [[round(float(value), 6) for value in embedding] for embedding in embeddings],
    }


def main() -> None:
    photographs = sorted(path for path in Path(sys.argv[1]).iterdir() if path.suffix in (".jpg", ".png"))
    lines = [json.dumps(answers(path, step), separators=(",", ":")) for path in photographs for step in STEPS]
    print("[\n" + ",\n".join(lines) + "\n]")


if __name__ == "__main__":
    main()
