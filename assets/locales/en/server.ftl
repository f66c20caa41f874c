# The server for other systems: why it does not answer, and what to do.

server-no-private-key = A certificate is chosen for HTTPS, and no private key.
server-no-certificate = A private key is chosen for HTTPS, and no certificate.
server-choose-both = Choose both in Settings, or neither.
server-certificate-not-taken = The server's certificate has changed and is not taken up: { $reason }.
server-certificate-before = The one before is used on. { $advice }
server-certificate-ran-out = The server's certificate { $file } has run out.
server-certificate-ran-out-advice = Others will refuse to connect. Put a new one in its place.
server-port-taken = Port { $port } is taken by another program on this PC.
server-port-taken-advice = Close that program, or choose another port.
server-port-forbidden = This user may not use port { $port }.
server-port-forbidden-advice = Choose a port above 1023.
server-no-address = { $address } is no address of this PC.
server-no-address-advice = Choose 127.0.0.1 for this PC alone, or 0.0.0.0 for the whole network.
server-cannot-answer = The server cannot answer at { $address }: { $reason }.
server-choose-other = Choose another address or port.

# The two files for HTTPS: what is wrong with them, worded to stand behind a colon, and what to do.
server-certificate-missing = the certificate { $file } is not there
server-key-missing = the private key { $file } is not there
server-missing-advice = Put it there, or choose another file in Settings.
server-certificate-unreadable = the certificate { $file } cannot be read: { $reason }
server-key-unreadable = the private key { $file } cannot be read: { $reason }
server-unreadable-advice = Let this user read it, or choose another file in Settings.
server-file-too-large = it is too large to be one
server-certificate-not-pem = { $file } has no certificate in PEM form
server-key-not-pem = { $file } has no private key in PEM form
server-not-pem-advice = Choose the file that begins with -----BEGIN; whoever gave you the certificate can convert it to PEM.
server-key-locked = the private key { $file } is protected by a password, which Hadir cannot give
server-locked-advice = Take the password off (openssl pkey -in key.pem -out key-plain.pem) and choose that file.
server-other-key = the private key { $key } is not the one of the certificate { $certificate }
server-other-key-advice = Choose the two files that were made together.
server-certificate-unusable = the certificate { $file } cannot be used: { $reason }
server-unusable-advice = Ask whoever gave you the certificate for one that web servers take.
