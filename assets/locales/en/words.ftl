# What many screens and rooms say: why something could not be done, worded to stand behind a colon.

words-not-found = { $name } is not there
words-file-because = { $name }: { $reason }
words-as-it-says = { $said }
words-two-sentences = { $first } { $second }
words-list = { $before }, { $thing }

words-permission = there is no permission for it
words-io-not-found = it is not there
words-io-full = the disk is full
words-io-read-only = the disk can only be read
words-io-no-folder = it is not a folder
words-io-folder = it is a folder
words-io-exists = it is there already
words-io-timed-out = it took too long
words-io-cut-short = it is cut short
words-io-refused = nobody answers there
words-io-address-in-use = another program uses this address
words-io-unreachable = it cannot be reached over the network

# Instead of a name, of a face that nobody enrolled has.
words-unknown = Unknown

# Said as a sentence that begins as it is written: { $said } may begin with the name of a camera or a file.
words-full-stop = { $said }.
# Said as a sentence of its own: it begins with a capital and ends with a full stop by itself.
words-sentence = { $said }
