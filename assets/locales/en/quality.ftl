# What is wrong with a picture of a face. With "advice" it is said to somebody who stands before the camera; without, it
# stands behind a photo's name, and is no sentence.

quality-advice-nobody = There is no face in the picture: look into the camera
quality-advice-several = { $faces ->
    [2] Two people in the picture: only one may be in it
   *[other] { $faces } people in the picture: only one may be in it
}
quality-advice-small = Come closer: the face is { $width } px wide, { $needed } are needed
quality-advice-dark = Too dark: turn to the light
quality-advice-bright = Too bright: turn away from the light
quality-advice-turned = Look straight into the camera
quality-advice-tilted = Hold your head upright
quality-advice-blurred = Blurred: hold still
quality-advice-starting = One moment…
quality-advice-no-picture = The camera gives no picture
quality-advice-still = Hold still
quality-advice-somebody-else = This is somebody else than in the pictures before
quality-advice-turn-a-little = Good. Now turn your head a little
quality-advice-taken = Good!

quality-small = the face is { $width } px wide; { $needed } are better
quality-dark = the face is too dark
quality-bright = the face is too bright, or pale
quality-turned = the face is turned away
quality-tilted = the head is tilted
quality-blurred = the face is blurred

# The same measures in a word or two: "142 px wide, good light, sharp, looks ahead".
quality-good = good
quality-size = { $width } px wide
quality-light-good = good light
quality-light-dark = too dark
quality-light-bright = too bright or pale
quality-sharp = sharp
quality-soft = blurred
quality-pose-ahead = looks ahead
quality-pose-turned = turned away
quality-pose-tilted = head tilted
