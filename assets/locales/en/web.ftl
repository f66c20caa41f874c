# Why there was no answer from another computer.

web-no-such-name = There is no computer of the name { $host }, or no network.
web-certificate = The certificate of { $host } is not accepted: { $why }.
web-certificate-expired = it has expired. Look at this PC's clock, too
web-certificate-early = it is not valid yet. Look at this PC's clock
web-certificate-other-name = it is for another name
web-certificate-unknown = nobody whom this PC trusts has signed it
web-certificate-revoked = it was revoked
web-certificate-odd = it cannot be checked
web-no-tls = There is no secure connection (TLS) to { $host }; is the address right?
web-refused = Nobody listens at { $place }.
web-unreachable = { $host } cannot be reached: there is no network, or it is switched off.
web-silent = { $host } did not answer.
# { $who } is "The main API", or another computer with its port.
web-broke-off = { $who } broke off the connection.
web-other = { $who } could not be asked: { $said }.
