#!/bin/sh
# Makes the subset of a published .rsp file for GCM or XTS that vectors/ holds; the original is some megabytes.
#
#   vectors/subset.sh FILE.rsp > SUBSET.rsp
#
# GCM: of the sections, each one combination of lengths, every fourth; since their numbers of lengths are 3, 5, 5 and 7, four
# divides none of them, and every pair of lengths comes up. Which fourth depends on the key length, so that three
# files together have three quarters of all combinations. Of a section, the first valid vector, and the first whose tag is wrong.
#
# XTS: of each run of vectors with the same data unit length, the first five; none of lengths that are no whole bytes.
#
# What is kept is kept as it is, with its line ends.
set -eu
exec awk '
  function flush() {
    # Ends a vector: it is kept, with the head of its section before the first, or dropped.
    if (vector == "") return
    if (isXts) {
      if (unit != lastUnit) { kept = 0; lastUnit = unit }
      if (unit % 8 == 0 && kept++ < 5) keep()
    } else {
      if (section % 4 == offset && !(fails ? seenFail++ : seenPass++)) keep()
    }
    vector = ""; fails = 0
  }
  function keep() {
    if (head != "") { printf "%s\r\n", head; head = "" }
    printf "%s\r\n", vector
  }
  { line = $0; sub(/\r$/, "", line) }
  line ~ /^#/ { print; isXts = isXts || line ~ /XTSGen/; next }
  !begun && line !~ /^[ \t]*$/ {
    begun = 1
    printf "# A subset, made by vectors/subset.sh\r\n\r\n"
    section = -1
  }
  line ~ /^\[Keylen/ { offset = (substr(line, 11) - 128) / 64 }
  line ~ /^\[/ {
    flush()
    if (!inHead) { section++; seenPass = seenFail = 0; head = ""; lastUnit = ""; inHead = 1 }
    head = head line "\r\n"
    next
  }
  line ~ /^[ \t]*$/ { flush(); next }
  {
    inHead = 0
    if (line ~ /^DataUnitLen/) { split(line, part, "="); unit = part[2] + 0 }
    if (line == "FAIL") fails = 1
    vector = vector line "\r\n"
  }
  END { flush() }
' "$1"
