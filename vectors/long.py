#!/usr/bin/env python3
"""Makes the long vectors of vectors/Long: messages that reach the loops that published vectors are too short for.

    vectors/long.py FOLDER

Keys, IVs and texts are SHAKE-256 of a label, so every run writes the same bytes. Each answer is computed twice, by OpenSSL
(the Python package cryptography) and by libgcrypt with all its hardware features off (through ctypes), and nothing is written
unless both agree. No code of AesniCheck takes part. Each vector is written as an encryption; AesniCheck tries it in both
directions.
"""
import ctypes
import hashlib
import os
import sys

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 16
KEY_SIZES = (16, 24, 32)

# Lengths in bytes. A loop of AesniCheck takes 8 blocks at a time (ECB and CBC decryption) or 12 (CTR and GCM), that is 128 or 192
# bytes, and hashes 8, 16 or 32; OpenSSL's take up to 64 blocks. Of each loop: no turn, one, several; of the rest: every length.
ECB = {16: (16, 160, 400), 24: (16, 160, 272), 32: (16, 160, 1040)}
CBC = {16: (16, 160, 400), 24: (16, 160, 272), 32: (16, 160, 1040)}
XTS = {16: (16, 47, 128, 273, 1034), 32: (32, 31, 129, 268, 1551)}

# Length, and how many blocks the counter is away from the end of how many bits; None for any counter.
CTR = {
    16: ((1, None), (18, (1, 64)), (192, None), (195, (5, 64)), (404, (13, 64)), (1525, None)),
    24: ((6, None), (192, (12, 64)), (279, (24, 32)), (408, None), (585, (3, 128))),
    32: ((10, None), (27, (1, 128)), (192, (1, 32)), (396, (12, 64)), (589, None), (1166, (40, 64)), (1199, None)),
}

# Lengths of message, associated data, IV and tag; last, how many blocks the counter is away from the end of its 32 bits.
GCM = {
    16: (
        (0, 1269, 12, 16, None), (1, 0, 12, 16, None), (34, 64, 12, 12, None), (147, 96, 12, 16, None), (192, 20, 12, 15, None),
        (388, 992, 12, 16, None), (581, 0, 16, 16, 7), (1158, 7, 12, 13, None),
    ),
    24: (
        (0, 672, 12, 14, None), (7, 128, 12, 16, None), (24, 352, 60, 16, None), (192, 33, 12, 8, None), (393, 40, 12, 16, None),
        (746, 1100, 12, 16, None), (43, 256, 16, 16, 2),
    ),
    32: (
        (0, 192, 128, 16, None), (12, 512, 12, 16, None), (109, 50, 8, 4, None), (192, 176, 12, 16, None), (398, 544, 16, 16, 20),
        (592, 400, 12, 16, None), (303, 1024, 16, 16, 1), (1551, 13, 12, 16, None),
    ),
}


class Gcrypt:
    """libgcrypt, in software."""

    AES = {16: 7, 24: 8, 32: 9}
    MODES = {"ECB": 1, "CBC": 3, "CTR": 6, "GCM": 9, "XTS": 13}
    DISABLE_HARDWARE = 63
    INITIALIZATION_FINISHED = 38

    def __init__(self):
        self.library = ctypes.CDLL("libgcrypt.so.20")
        self.library.gcry_check_version.restype = ctypes.c_char_p
        self.check(self.library.gcry_control(self.DISABLE_HARDWARE, b"all", None))
        self.version = self.library.gcry_check_version(None).decode()
        self.check(self.library.gcry_control(self.INITIALIZATION_FINISHED, 0))

    @staticmethod
    def check(error):
        if error:
            raise RuntimeError(f"libgcrypt: error {error & 0xffff}")

    def encrypt(self, mode, key, iv, text, associated=b"", tag_length=0):
        handle = ctypes.c_void_p()
        algorithm = self.AES[len(key) // 2 if mode == "XTS" else len(key)]
        self.check(self.library.gcry_cipher_open(ctypes.byref(handle), algorithm, self.MODES[mode], 0))
        try:
            self.check(self.library.gcry_cipher_setkey(handle, key, ctypes.c_size_t(len(key))))
            if mode == "CTR":
                self.check(self.library.gcry_cipher_setctr(handle, iv, ctypes.c_size_t(len(iv))))
            elif iv:
                self.check(self.library.gcry_cipher_setiv(handle, iv, ctypes.c_size_t(len(iv))))
            if associated:
                self.check(self.library.gcry_cipher_authenticate(handle, associated, ctypes.c_size_t(len(associated))))
            output = ctypes.create_string_buffer(max(len(text), 1))
            if text or mode == "GCM":
                length = ctypes.c_size_t(len(text))
                self.check(self.library.gcry_cipher_encrypt(handle, output, length, text, length))
            tag = ctypes.create_string_buffer(BLOCK)
            if tag_length:
                # It gives whole tags of these lengths only; shorter ones are cut from them.
                self.check(self.library.gcry_cipher_gettag(handle, tag, ctypes.c_size_t(BLOCK)))
            return output.raw[:len(text)], tag.raw[:tag_length]
        finally:
            self.library.gcry_cipher_close(handle)


def openssl(mode, key, iv, text, associated=b"", tag_length=0):
    made = {
        "ECB": lambda: modes.ECB(), "CBC": lambda: modes.CBC(iv), "CTR": lambda: modes.CTR(iv),
        "GCM": lambda: modes.GCM(iv), "XTS": lambda: modes.XTS(iv),
    }[mode]()
    encryptor = Cipher(algorithms.AES(key), made).encryptor()
    if associated:
        encryptor.authenticate_additional_data(associated)
    output = encryptor.update(text) + encryptor.finalize()
    return output, encryptor.tag[:tag_length] if tag_length else b""


def multiply(left, right):
    """The product in the field of GCM, NIST SP 800-38D section 6.3: the highest bit stands for x^0."""
    product = 0
    for bit in range(128):
        if left >> (127 - bit) & 1:
            product ^= right
        right = right >> 1 ^ (0xe1 << 120 if right & 1 else 0)
    return product


def iv_for(key, counter):
    """The IV of 16 bytes that leads GCM to a first counter block J0: GHASH, solved for its input."""
    hash_key = int.from_bytes(openssl("ECB", key, b"", bytes(BLOCK))[0], "big")
    inverse, power = 1 << 127, hash_key
    for _ in range(127):
        power = multiply(power, power)
        inverse = multiply(inverse, power)
    value = multiply(int.from_bytes(counter, "big"), inverse) ^ 8 * BLOCK
    return multiply(value, inverse).to_bytes(BLOCK, "big")


def draw(*label, length):
    return hashlib.shake_256(" ".join(str(part) for part in ("AesniCheck long", *label)).encode()).digest(length)


def about_to_wrap(block, blocks, bits):
    """The counter block whose last bits wrap to zero after so many blocks."""
    number = int.from_bytes(block, "big")
    return ((number | (1 << bits) - 1) + 1 - blocks & (1 << 128) - 1).to_bytes(BLOCK, "big")


class Writer:
    def __init__(self, folder, gcrypt):
        self.folder, self.gcrypt = folder, gcrypt

    def write(self, name, head, vectors):
        lines = [*head, "# Made by vectors/long.py; computed by OpenSSL and by libgcrypt, which agree", ""]
        count = 0
        for section, mode, fields, key, iv, text, associated, tag_length in vectors:
            answer = openssl(mode, key, iv, text, associated, tag_length)
            if answer != self.gcrypt.encrypt(mode, key, iv, text, associated, tag_length):
                raise RuntimeError(f"{name}, vector {count}: OpenSSL and libgcrypt disagree")
            lines += section + [f"COUNT = {count}"] + fields(key, iv, text, associated, *answer) + [""]
            count += 1
        with open(os.path.join(self.folder, name), "w", encoding="ascii", newline="\n") as file:
            file.write("\n".join(lines))


def block_fields(key, iv, text, associated, output, tag):
    return [f"KEY = {key.hex()}", *([f"IV = {iv.hex()}"] if iv else []), f"PLAINTEXT = {text.hex()}", f"CIPHERTEXT = {output.hex()}"]


def xts_fields(key, iv, text, associated, output, tag):
    return [f"DataUnitLen = {8 * len(text)}", f"Key = {key.hex()}", f"i = {iv.hex()}", f"PT = {text.hex()}", f"CT = {output.hex()}"]


def gcm_fields(key, iv, text, associated, output, tag):
    return [f"Key = {key.hex()}", f"IV = {iv.hex()}", f"PT = {text.hex()}", f"AAD = {associated.hex()}", f"CT = {output.hex()}", f"Tag = {tag.hex()}"]


def plain(mode, lengths, key_factor=1):
    section = ["[ENCRYPT]", ""]
    for size, sizes in lengths.items():
        for length in sizes:
            length, wrap = length if isinstance(length, tuple) else (length, None)
            label = (mode, 8 * size, length)
            iv = b"" if mode == "ECB" else draw(*label, "IV", length=BLOCK)
            iv = iv if wrap is None else about_to_wrap(iv, *wrap)
            fields = xts_fields if mode == "XTS" else block_fields
            yield section, mode, fields, draw(*label, "key", length=key_factor * size), iv, draw(*label, "text", length=length), b"", 0
            section = []


def gcm():
    for size, vectors in GCM.items():
        section = [f"[Keylen = {8 * size}]", ""]
        for length, associated, iv_length, tag, wrap in vectors:
            label = ("GCM", 8 * size, length, associated)
            key = draw(*label, "key", length=size)
            iv = draw(*label, "IV", length=iv_length)
            iv = iv if wrap is None else iv_for(key, about_to_wrap(iv, wrap, 32))
            yield section, "GCM", gcm_fields, key, iv, draw(*label, "text", length=length), draw(*label, "AAD", length=associated), tag
            section = []


def main():
    gcrypt = Gcrypt()
    writer = Writer(sys.argv[1], gcrypt)
    for mode, lengths in (("ECB", ECB), ("CBC", CBC), ("CTR", CTR)):
        writer.write(f"{mode.lower()}-long.rsp", [f"# Long test data for {mode}"], plain(mode, lengths))
    writer.write("xts-long.rsp", ["# Long test data for XTS"], plain("XTS", XTS, key_factor=2))
    writer.write("gcm-long.rsp", ["# GCM Encrypt, long messages"], gcm())
    print(f"libgcrypt {gcrypt.version}", file=sys.stderr)


main()
