# The greeting for whoever was just recorded, over the camera's picture.

# By the hour of the day, 0 to 23. Add or move hours as your language divides the day.
greeting-by-hour = { $hour ->
    [0] Good evening
    [1] Good evening
    [2] Good evening
    [3] Good evening
    [12] Good afternoon
    [13] Good afternoon
    [14] Good afternoon
    [15] Good afternoon
    [16] Good afternoon
    [17] Good afternoon
    [18] Good evening
    [19] Good evening
    [20] Good evening
    [21] Good evening
    [22] Good evening
    [23] Good evening
   *[other] Good morning
}
# For whoever does not see it: "Good morning, Budi Santoso".
greeting-whole = { $greeting }, { $name }
# A quiet mark in the corner.
greeting-stranger = Somebody came who is not enrolled
