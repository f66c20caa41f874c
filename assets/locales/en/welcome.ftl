# The first start: four questions, one at a time.

welcome-step = Step { $step } of { $steps }
welcome-back = Back
welcome-next = Next
welcome-not-yet = Not now
welcome-use = Use
welcome-begin = Begin

# Both languages stand here: nobody knows yet which is wanted.
welcome-title = Welcome to Hadir · Selamat datang
welcome-language-text = Which language do you speak? · Bahasa apa yang Anda pakai?

welcome-camera-title = Which camera looks at the door?
welcome-camera-text = Put it at the height of a face, with the light behind it and not behind the door.
welcome-camera-looking = Looking for cameras…
welcome-camera-none = No camera was found. Plug one in, and look again.
welcome-camera-look-again = Look again
welcome-camera-other = Another kind of camera
welcome-camera-address-text = The address of a network camera (rtsp:// or http://), or a video.
welcome-camera-address = Address of the camera
welcome-camera-address-hint = rtsp://…

welcome-photos-title = Where are your students' photos?
welcome-photos-text = In one folder, with a folder inside for each student. Three photos of each are good; one is enough to begin.
# A picture of folders, in three lines: keep the signs at the beginning.
welcome-photos-tree-1 = Photos 7B
welcome-photos-tree-2 = ├ 2026-014 · photo 1.jpg, photo 2.jpg
welcome-photos-tree-3 = └ 2026-015 · budi.jpg
welcome-photos-choose = Choose a folder…
welcome-photos-choosing = The window for choosing is already open.
welcome-photos-path = Path of the folder
welcome-photos-path-hint = or type its path: /home/…
welcome-photos-stay = The photos stay on this computer. Students can also be enrolled with the camera, one by one, at any time.
welcome-photos-refused = { $count ->
    [one] One photo could not be used. Under Enrol you will see which, and why.
   *[other] { $count } photos could not be used. Under Enrol you will see which, and why.
}
welcome-photos-enrolled = { $count ->
    [one] One student is enrolled.
   *[other] { $count } students are enrolled.
}
welcome-photos-another = Another folder

welcome-server-title = Is a server of your school to hear of each arrival?
welcome-server-text = Hadir can tell it as soon as somebody arrives. What cannot be sent is kept, and sent later.
welcome-server-stays = Until there is one, arrivals stay on this computer.
welcome-server-address = Address of the server
welcome-server-hint = https://…
welcome-server-no-address = This is no address. It must begin with http:// or https://, and there are no spaces in it.
welcome-server-keys = Whoever looks after the server knows the address. Keys for it are given under Settings.
welcome-server-none = No server
welcome-server-not-yet = Begin without a server
