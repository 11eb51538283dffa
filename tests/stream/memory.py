"""Peak memory must not grow with the number of records: memory.py COMMAND ROOT FEW MANY [MEBIBYTES [OPTION…]]

Sends the sample records again and again through a pipe, and reads the peak while the command still runs. By hand:
  python3 tests/stream/memory.py build/release/contra . 50000 5000000 64"""
import glob
import json
import subprocess
import sys
import threading

command, root, few, many = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
allowed = float(sys.argv[5]) if len(sys.argv) > 5 else 16
options = sys.argv[6:]
block = []
for path in sorted(glob.glob(root + "/samples/intakes/c-*.json")):
    with open(path, encoding="utf-8") as file:
        try:
            block.append(json.dumps(json.load(file)).encode() + b"\n")
        except ValueError:
            pass


def peak(records):
    process = subprocess.Popen([command, "screen", "--stream", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send():
        whole, rest = divmod(records, len(block))
        text = b"".join(block)
        for _ in range(whole):
            process.stdin.write(text)
        process.stdin.write(b"".join(block[:rest]))
        process.stdin.flush()

    sender = threading.Thread(target=send)
    sender.start()
    lines = size = 0
    while lines < records:
        piece = process.stdout.read1(1 << 20)
        if not piece:
            sys.exit(f"only {lines} of {records} lines came back")
        lines += piece.count(b"\n")
        size += len(piece)
    sender.join()
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        kib = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    process.stdin.close()
    process.wait()
    print(f"{records:,} records, {size / 1e6:,.0f} MB of result lines: {kib / 1024:.1f} MiB at most", flush=True)
    return kib / 1024


growth = peak(many) - peak(few)
print(f"growth {growth:.1f} MiB, allowed {allowed:g}")
sys.exit(growth > allowed)
