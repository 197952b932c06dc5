# Polls a meter with PyKMP and prints how many milliseconds each poll took; the first one does not count.
# Arguments: port, number of polls, milliseconds between two of them, ids of registers with commas
import sys
import time

from pykmp import client, messages

port = client.PySerialClientCommunicator(serial_device=sys.argv[1])
request = messages.GetRegisterRequest(registers=[int(register) for register in sys.argv[4].split(",")])
for i in range(int(sys.argv[2]) + 1):
    time.sleep(int(sys.argv[3]) / 1000)
    start = time.perf_counter()
    response = port.send_request(message=request)
    end = time.perf_counter()
    if len(response.registers) == 0:
        sys.exit("no registers")
    if i > 0:
        print((end - start) * 1000)
