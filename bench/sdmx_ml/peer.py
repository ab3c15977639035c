"""Seconds of processor time in which a peer reads a message: peer.py (sdmx1 | pysdmx) FILE OBSERVATIONS"""
import logging
import sys
import time

logging.disable(logging.CRITICAL)
peer, path, expected = sys.argv[1], sys.argv[2], int(sys.argv[3])
if peer == "sdmx1":
    import sdmx

    structure = sdmx.read_sdmx(path + ".structure.xml").structure["DSD"]
    begin = time.process_time()
    message = sdmx.read_sdmx(path, structure=structure)
    seconds = time.process_time() - begin
    count = sum(len(data_set.obs) for data_set in message.data)
else:
    from pysdmx.io import read_sdmx

    begin = time.process_time()
    message = read_sdmx(path, validate=False)
    seconds = time.process_time() - begin
    count = sum(len(data_set.data) for data_set in message.data)
if count != expected:
    sys.exit(f"{peer} read {count} observations, not {expected}")
print(f"{seconds:.4f}")
