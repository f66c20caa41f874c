# What is wrong with what is kept of the settings and the keys: what happened, and behind it what to do.

values-file-unreadable = The settings file { $file } cannot be read: { $reason }. Hadir started without it.
values-file-unreadable-advice = Let this user read and write it, then start Hadir again; until then, changes are not kept.
# { $is } is "is a folder", "is not TOML (line 3: …)" or the like.
values-file-broken = The settings file { $file } { $is }. It is kept as { $aside }, and Hadir started without it.
values-file-broken-advice = Choose your settings again, or mend that file and give it its old name.
values-file-stuck = The settings file { $file } { $is }, and cannot be renamed: { $reason }. Hadir started without it.
values-file-stuck-advice = Move it away yourself; until then, changes are not kept.
values-is-folder = is a folder
values-is-too-large = is too large to be settings
values-is-no-text = is not text (UTF-8)
values-is-no-toml = is not TOML (line { $line }: { $rule })
values-no-file = it is not a file
values-unknown-key = The settings file has “{ $name }”, which is not a setting; it is passed over.
values-unknown-key-advice = Take it out of { $file }, or correct it. There are: { $names }.
values-wrong = The settings file gives { $name } a value it cannot have; its default holds.
values-wrong-advice = Correct it in { $file }: it takes { $takes }.
values-not-saved = the settings could not be saved in { $file }: { $reason }
values-not-unicode = its name is not Unicode

# { $origin } is a variable of the environment; { $holds } is what is used instead.
values-no-address = { $origin } is no web address; { $holds } holds.
values-cannot-be = { $origin } is “{ $value }”, which it cannot be; { $holds } holds.
values-holds = { $value } ({ $origin })
values-holds-seconds = { $value } s ({ $origin })
values-holds-address = the address of { $origin }
values-holds-no-webhook = no webhook

# Where a value came from.
values-from-default = the default
values-from-file = the settings file
values-from-dotenv = { $variable } in .env
values-from-environment = { $variable } in the environment

values-dotenv-unreadable = The file { $file } cannot be read: { $reason }. Hadir started without it.
values-dotenv-unreadable-advice = Let this user read it, or remove it.
values-dotenv-misread = { $count } of the lines in { $file } cannot be understood and are passed over.
values-dotenv-misread-advice = Each line is NAME=value; put a value with spaces between quotation marks.

# What a setting takes, behind "It takes ".
values-takes = It takes { $takes }.
values-no-setting = There is no setting “{ $name }”.
values-takes-source = a camera's number or name, a file, a folder or an address, in quotation marks
values-takes-size = a width and a height in pixels, such as "640x480"
values-takes-rate = a number of pictures a second, above 0 and at most 120
values-takes-yes-or-no = true or false
values-takes-rule = "sure" or "nearest"
values-takes-strangers = a number from 0.0001 to 0.1, such as 0.0025 for one stranger in 400
values-takes-tolerance = a number from 0 to 1, such as 0.45
values-takes-upsampling = 0, 1 or 2
values-takes-cooldown = a number of seconds from 0 to 86400
values-takes-address = an address that begins with http:// or https://, in quotation marks
values-takes-days = a number of days from 1 to 36500, or 0 to keep everything
values-takes-consent-text = the text that is agreed to, in quotation marks, of at most 4000 characters
values-takes-strangers-days = a number of days from 1 to 30, or 0 to keep none
values-takes-sound = "none", "chime", "bell" or "wood"
values-takes-door-name = a name of at most 40 letters, in quotation marks
values-takes-door-pin = what the window wrote there when a PIN was chosen
values-takes-host = an address of this PC: "127.0.0.1" for this PC alone, "0.0.0.0" for the whole network
values-takes-port = a number from 0 to 65535, such as 8000
values-takes-file = a file, in quotation marks
values-takes-origins = web addresses without a path, such as ["https://intranet.school.example"]
values-takes-folder = a folder, in quotation marks
values-takes-language = "en" (English) or "id" (Bahasa Indonesia)
values-takes-text-size = a number from 1 to 2
values-takes-theme = "system", "light" or "dark"

# The keys that nobody else may read.
values-api-key = key of the main API
values-webhook-secret = webhook secret
values-server-key = key of this station's server
values-remote-key = key of the other Hadir
values-keyring-late = The desktop's keyring has not answered yet. Keys that are in it are not used until it does.
values-keyring-late-advice = If the desktop asks for a password, give it. If the main API then still refuses, start Hadir again.
values-key-in-both = The { $key } is in the desktop's keyring now, but could not be removed from { $file }: { $reason }.
values-delete-file = Delete that file.
values-keyring-refuses = The desktop's keyring does not give Hadir's keys: { $reason }.
values-keyring-refuses-advice = Unlock the keyring and start Hadir again, or type the keys again in Settings.
values-keyring-locked = it is locked
values-keyring-ambiguous = it has several of this name
values-keyring-says = the desktop's keyring says: { $reason }
values-keyring-silent = the desktop's keyring does not answer
values-key-not-kept = the key could not be kept: { $reason }
values-key-not-forgotten = the key could not be removed from where it was: { $reason }
values-no-random = the system gives no random numbers
values-keys-were-open = Others on this PC could read the keys in { $file }. Now only you can.
values-keys-were-open-advice = If somebody else uses this PC, ask for new keys.
values-keys-are-open = Others on this PC can read the keys in { $file }, which could not be changed: { $reason }.
values-keys-are-open-advice = Let only yourself read that file, and ask for new keys.
values-keys-unreadable = The keys in { $file } cannot be read: { $reason }. Hadir started without them.
values-keys-unreadable-advice = Let this user read and write that file, then start Hadir again.
values-keys-broken = The file of keys { $file } { $is }. It is kept as { $aside }, and Hadir started without it.
values-keys-broken-advice = Type the keys again in Settings, and delete that file.
values-keys-stuck = The file of keys { $file } { $is }, and cannot be renamed: { $reason }. Hadir started without it.
values-keys-stuck-advice = Move it away yourself, and type the keys again in Settings.
values-key-wrong = The { $key } in { $file } is not text in quotation marks; it is passed over.
values-key-wrong-advice = Type it again in Settings.
