# Another Hadir that names the faces: why it does not answer, and what a teacher can do about it. { $place } is the computer it is on, with its port.

remote-check-address = See that the address is the other Hadir's, with its port, as its own Settings show it: http://10.0.0.5:8000.
remote-check-network = See that it is switched on, and that both are on the same network.
remote-look-there = Look after it there. It is asked again by itself.
remote-no-address = The address of the other Hadir is not one.
remote-no-address-advice = It begins with http:// or https://, and a name follows.
remote-unsendable-key = The key for the other Hadir has a character that cannot be sent.
remote-copy-key = Copy it again from the other Hadir's Settings, and give it here in Settings.
remote-no-client = This PC cannot make secure connections: its certificates cannot be read.
remote-no-client-advice = Have the system's certificates installed again.
remote-no-threads-advice = Close other programs, and start Hadir again.
remote-too-late = { $place } did not answer within { $seconds } seconds.
remote-no-hadir = What answers at { $place } is no Hadir.
remote-too-long = The answer of { $place } is far too long: this is no Hadir.
remote-silent = Nothing is heard from { $place } any more.
remote-closed = { $place } closed the connection.

remote-no-such-name-advice = See that the address is right, and that this PC is on the network.
remote-certificate-advice = Use the name that its certificate is for; one that the school made itself must be trusted on this PC.
remote-no-tls-advice = If the other Hadir has no certificate, its address begins with http://.
remote-refused-advice = Start the other Hadir and switch its server on in its Settings, or correct the address.

# Behind a sentence, what the other one itself said.
remote-it-says = { $sentence } It says: { $said }
remote-wrong-key = { $place } does not accept the key.
remote-wrong-key-advice = Copy the key again from the other Hadir's Settings, and give it here in Settings.
remote-wants-key = { $place } wants a key, and there is none.
remote-wants-key-advice = The other Hadir's Settings show its key: give it here in Settings.
remote-forbidden = { $place } does not let this PC in (403).
remote-forbidden-advice = Whoever looks after it can let it in.
remote-other-address = { $place } does not answer to this address (421).
remote-other-address-advice = Use the address that the other Hadir shows in its Settings.
remote-knows-no-faces = What answers at { $place } is no Hadir: it knows nothing of faces ({ $code }).
remote-too-large = { $place } finds the picture too large (413).
remote-too-large-advice = Choose a smaller size of the camera's picture in Settings.
remote-too-much = { $place } has too much to do (429).
remote-too-much-advice = Fewer stations should ask it. It is asked again by itself, a little later.
remote-not-understood = { $place } cannot make anything of the picture ({ $code }).
remote-see-hadir = See that it is a Hadir.
remote-cannot-recognise = { $place } cannot recognise anybody at the moment (503).
remote-failed = { $place } failed ({ $code }).
remote-answered = { $place } answered { $code }.
remote-not-done = { $place } could not look at the picture.
remote-points-to = { $place } points to { $to } ({ $code }). Pictures are not sent on to where nobody said.
remote-points-elsewhere = { $place } points elsewhere ({ $code }). Pictures are not sent on to where nobody said.
remote-points-advice = If that is the other Hadir, set its address in Settings.
