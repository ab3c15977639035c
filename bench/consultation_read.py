#!/usr/bin/env python3
"""Pages of comments with filters through HTTP, one after the other: how long 99 of 100 take.

    consultation_read.py PORT CONSULTATION [PARAGRAPHS [ROUNDS]]

The consultation is one with many comments (register_bench makes a million in 200 paragraphs). Every round asks a page with filters by chance, and the page after it
where there is one. Exit code 1: p99 is not under 20 ms.
"""
import http.client
import random
import re
import sys
import time

port, consultation = int(sys.argv[1]), sys.argv[2]
paragraphs = int(sys.argv[3]) if len(sys.argv) > 3 else 200
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 2000
dice = random.Random(20261126)
connection = http.client.HTTPConnection("127.0.0.1", port)


def ask(path):
    begin = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    took = (time.perf_counter() - begin) * 1000
    if answer.status != 200:
        sys.exit(f"{path}: {answer.status}")
    return took, body.decode()


times = {"first page": [], "next page": []}
comments = 0
for _ in range(rounds):
    query = {"sort": dice.choice(["newest", "support"])}
    for name, values in (("language", ["es", "pt", "en"]), ("standing", ["verified", "registered", "anonymous"]), ("answered", ["yes", "no"])):
        if dice.random() < 0.4:
            query[name] = dice.choice(values)
    words = "&".join(f"{name}={value}" for name, value in query.items())
    took, page = ask(f"/en/register/consultations/{consultation}/points/{dice.randrange(paragraphs + 1)}?{words}")
    times["first page"].append(took)
    comments += page.count("<article")
    following = re.search(r'rel="next" href="([^"]*)"', page)
    if following:
        times["next page"].append(ask(following.group(1).replace("&amp;", "&"))[0])
missed = False
for what, all_times in times.items():
    all_times.sort()
    p99 = all_times[min(len(all_times) - 1, len(all_times) * 99 // 100)] if all_times else 0
    missed |= p99 >= 20
    print(f"{what}: {len(all_times)} answers, p50 {all_times[len(all_times) // 2] if all_times else 0:.1f} ms, p99 {p99:.1f} ms, most {all_times[-1] if all_times else 0:.1f} ms")
print(f"{comments} comments on the first pages; {'MISSED' if missed else 'within'} 20 ms at p99")
sys.exit(missed)
