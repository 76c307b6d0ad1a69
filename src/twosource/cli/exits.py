"""What the exit codes of the program mean."""

from typing import Final

FINE: Final = 0
NOTHING: Final = 1
USAGE: Final = 2
PARTLY: Final = 3
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141

MEANINGS: Final = {
    FINE: "Everything that was named was read and the result was written; a watch was ended after its round.",
    NOTHING: "Nothing could be read, found or compared: no such story or archive, fewer than two reports, or unrelated "
    "ones.",
    USAGE: "The command line was wrong, or a file could not be written. Nothing was done.",
    PARTLY: "The result was written, but some documents could not be read or compared; each is listed with its reason.",
    INTERRUPTED: "Stopped at once from the keyboard (Ctrl-C). An ingest goes on from there when started again.",
    PIPE_CLOSED: "The program that read the output went away, as `head` does.",
}
