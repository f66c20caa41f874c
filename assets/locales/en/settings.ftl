# The settings: a card for each section here but recognition, which is in recognition.ftl.

## What every card is made of

settings-use = Use
# The same for who does not see which line it belongs to.
settings-use-which = { $action }: { $name }
settings-type-first = Type it first.
settings-choosing = The window for choosing is already open.
settings-leave = Leave it

# Under each setting: where its value came from. $variable: such as FACE_TOLERANCE; $argument: such as --data.
settings-from-default = Default
settings-from-file = From the settings file
settings-from-dotenv = Set by { $variable } in the file .env
settings-from-environment = Set by the environment variable { $variable }
settings-from-argument = Given when Hadir was started ({ $argument })
# $who: the variable or the argument.
settings-wins-again = Changed here, it holds until Hadir is closed; then { $who } decides again.
settings-decides-always = A change here is kept in the settings file, but while { $who } is given, { $who } decides.

# Under the line where an address is typed.
settings-not-an-address = This is no address. It must begin with http:// or https://, and there are no spaces in it.

## Camera

settings-camera = Camera
settings-source = Which camera
settings-source-meaning = A webcam, a video, a folder of pictures, or the address of a network camera (rtsp:// or http://).
settings-source-looking = Looking for webcams…
settings-source-no-webcam = No webcam was found.
settings-source-none = No camera
settings-source-look-again = Look again
settings-source-video = A video…
settings-source-stills = A folder…
settings-source-address = File, folder or address
settings-source-hint = rtsp://… or /home/…
settings-size = Size of the picture
settings-size-meaning = The nearest the camera can give. Larger finds smaller faces and takes longer.
settings-rate = Pictures a second
settings-rate-meaning = Fewer spare an old computer.
settings-rate-number = { $rate }
# Of the size and of the rate.
settings-automatic = Automatic
settings-mirror = Mirror
settings-mirror-meaning = People find themselves more easily in a mirror.
settings-mirror-switch = Show the picture as a mirror
settings-repeat = Videos and folders
settings-repeat-meaning = What happens when the last picture was shown.
settings-repeat-switch = Begin again at the end

## Another Hadir

settings-remote = Another Hadir
settings-where = Faces are recognised
settings-where-meaning = A slow computer can leave it to a better one at school: the camera's pictures go there, and it records who came.
settings-where-here = On this computer
settings-where-elsewhere = By another Hadir
settings-remote-url = Address of the other Hadir
settings-remote-hint = http://10.0.0.5:8000
settings-remote-no-url = Its address stands in its own Settings. Until it is given, this computer recognises.
settings-remote-works = Does it work?
settings-remote-works-meaning = How it goes with the camera's pictures. Trying it out sends none.
settings-remote-try = Try it
settings-remote-asking = Asking the other Hadir…
settings-remote-answers = It answers.
settings-remote-nobody = It answers. Nobody is enrolled there yet.
settings-remote-students =
    { $students ->
        [one] It answers, and knows one student.
       *[other] It answers, and knows { $students } students.
    }
settings-remote-pictures =
    It answers, and knows { $students ->
        [one] one student
       *[other] { $students } students
    } by { $pictures ->
        [one] one picture
       *[other] { $pictures } pictures
    }.

## The school's main API

settings-api = School's main API
settings-api-url = Address
settings-api-url-meaning = Where each arrival is sent. What cannot be sent is kept and tried again. Without an address, nothing is sent.
settings-api-hint = https://…
settings-api-no-url = None: arrivals stay on this computer.
settings-api-nothing = Send nothing
settings-unknown = Unknown faces
settings-unknown-meaning = They are recorded in either case.
settings-unknown-switch = Send them, too
settings-sessions = Class lists
settings-sessions-meaning = When a session has ended, how it ended: who was here, late, missing or excused. The event is attendance.session_closed; not every main API takes it.
settings-sessions-switch = Send it
settings-api-works = Does it work?

## Keys: what systems know each other by

settings-key-api = API key
settings-key-api-meaning = What the main API knows this station by, if it asks for one.
settings-key-signing = Signing secret
settings-key-signing-meaning = With it the main API can tell that an arrival came from this station. Both must have the same one.
settings-key-server = Key
settings-key-server-meaning = What other systems must show to be answered.
settings-key-remote = Key of the other Hadir
settings-key-remote-meaning = What the other Hadir wants to see, if it asks for one.
settings-key-none = None.
settings-key-in-keyring = Kept in this computer's keyring.
settings-key-in-file = Kept in { $file }, which only you can read: this computer has no keyring.
settings-key-in-memory = It could not be kept: it is gone when Hadir is closed.
settings-key-would-be-in-file = This computer has no keyring. It would be kept in { $file }, which only you can read.
settings-key-not-shown-again = Once kept, it is not shown again.
# Where the key came from .env or the environment, and where it came from an argument.
settings-key-change-there = To use another, change it there and start Hadir again.
settings-key-start-with = To use another, start Hadir with another.
settings-key-keep = Keep
settings-key-make = Make a new one
settings-key-made = It is in use from now on. Give it to the main API, too: it is shown here this once and never again.
settings-key-copy = Copy it
settings-key-copied = I have it
# $key is one of the words in brackets, and is not translated.
settings-key-replace =
    { $key ->
        [api] Replace the API key
        [signing] Replace the signing secret
        [remote] Replace the key of the other Hadir
       *[server] Replace the key
    }
settings-key-forget =
    { $key ->
        [api] Forget the API key
        [signing] Forget the signing secret
        [remote] Forget the key of the other Hadir
       *[server] Forget the key
    }
# $action: what the button says, such as "Forget the API key".
settings-key-forget-question = { $action }?
settings-key-forget-text = Hadir cannot show it: to use it again, it must be typed again.

## The server for other systems

settings-server = Other systems
settings-serve = Answer other systems
settings-serve-meaning = Programs of the school can then enrol, ask who is on a photo, and follow arrivals as they happen. Leave it off when nobody needs it.
settings-serve-switch = Answer them
settings-server-starting = Starting…
# The addresses stand under it.
settings-server-running = It answers at:
settings-server-copy-place = Copy { $place }
settings-server-open = See it in the browser
settings-host = Who may ask
settings-host-meaning = From the network, only who shows the key below is answered.
settings-host-here = Programs on this computer
settings-host-network = Every computer on the network
settings-host-at = Whoever reaches { $host }
settings-host-readable = Without a certificate, others on the network can read along: names, pictures and the key. Set one below before you use this.
settings-port = Port
settings-port-meaning = Another, if another program has this one.
settings-port-hint = 8000
settings-server-key = Key
settings-server-key-meaning = What others must show. Give it to those who run them, and to nobody else.
settings-server-no-key = It is made when the server starts.
settings-server-key-show = Show the key
settings-server-key-hide = Hide it
settings-server-key-another = Make another
settings-server-key-question = Make another key?
settings-server-key-text = Whoever has the one of now is refused from then on, until they are given the new one.
settings-tls = Certificate
settings-tls-meaning = With one, nobody on the network can read along. Whoever looks after the school's computers can give you these two files.
settings-tls-certificate = Certificate: { $file }
settings-tls-key = Its private key: { $file }
# Instead of a file.
settings-tls-no-file = none
settings-tls-choose-certificate = Choose: certificate…
settings-tls-choose-key = Choose: its private key…
settings-tls-off = Use no certificate
settings-origins = Web pages that may ask
settings-origins-meaning = A browser asks for the pages of other sites too. Only those listed here are answered, besides Hadir's own.
settings-origins-disk = Pages opened from this computer's disk
settings-origins-disk-meaning = Most browsers do not say where such a page is from, and any web site can hide it, too. Switch this off again when you do not need it.
settings-origin = Address of a site
settings-origin-hint = https://…
settings-origin-add = Add
settings-origin-remove = Remove { $origin }

## Data

settings-data = Data
settings-folder = Data folder
settings-folder-meaning = Where the enrolled faces and the log are kept. A change takes effect when Hadir is started again; nothing is moved.
settings-folder-choose = Choose a folder…
settings-folder-path = Path of the data folder
settings-folder-hint = or type its path
settings-retention = Keep arrivals
settings-retention-meaning = How long the log keeps who came, with the picture. Those enrolled are not touched.
settings-retention-for-ever = For ever
settings-retention-days =
    { $days ->
        [365] For 365 days (a year)
        [one] For 1 day
       *[other] For { $days } days
    }
settings-retention-what-goes =
    { $days ->
        [one] Arrivals older than a day are deleted, with their pictures.
       *[other] Arrivals older than { $days } days are deleted, with their pictures.
    }
settings-retention-typed = Days to keep arrivals
settings-retention-hint = or type a number of days
settings-shorten-title =
    { $days ->
        [one] Remove arrivals older than a day?
       *[other] Remove arrivals older than { $days } days?
    }
settings-shorten-text = Older arrivals and their pictures are deleted from this computer now, and from now on as they grow older; those still to be sent stay until they are. This cannot be undone. Export the log first to keep them elsewhere.
settings-shorten = Remove them

## Consent: what has to be agreed to before a student is enrolled
