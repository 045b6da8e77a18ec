/**
 * Samples of what programs write and read, all our own, for models to learn before they code something short of that
 * kind: source code, configuration, mark-up, tables, logs, JSON. Made-up names and addresses only. Its bytes are part
 * of the format: a change is a new prior with a new name (FORMAT.md).
 */
export const STRUCTURED = String.raw`#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdint.h>

#define BUFFER_SIZE 4096
#define MAX(a, b) ((a) > (b) ? (a) : (b))

#ifdef __cplusplus
extern "C" {
#endif

typedef struct node {
    struct node *next;
    const char *name;
    unsigned int flags;
    size_t length;
    uint32_t value[16];
} node_t;

/* Returns the first node with that name, or NULL if there is none. */
static node_t *find_node(node_t *list, const char *name)
{
    while (list != NULL) {
        if (strcmp(list->name, name) == 0)
            return list;
        list = list->next;
    }
    return NULL;
}

int main(int argc, char *argv[])
{
    int i, count = 0;
    char *buffer = malloc(BUFFER_SIZE * sizeof(char));
    FILE *file = fopen(argv[1], "rb");

    if (file == NULL || buffer == NULL) {
        fprintf(stderr, "%s: cannot open file: %s\n", argv[0], argv[1]);
        return EXIT_FAILURE;
    }
    for (i = 0; i < argc; i++) {
        memset(buffer, 0, BUFFER_SIZE);
        count += (int) fread(buffer, 1, BUFFER_SIZE - 1, file);
        switch (buffer[i]) {
        case '\0':
            break;
        case '\n':
        default:
            printf("%d: %s (0x%08x)\n", i, buffer, count & 0xff);
        }
    }
    free(buffer);
    fclose(file);
    return 0;
}
#endif /* EXAMPLE_H */

package com.example.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * @param key   the key to look up
 * @return the value, or <code>null</code>
 * @throws IllegalArgumentException if the key is empty
 */
public class ExampleServiceImpl extends AbstractService implements ExampleService {
    private static final long serialVersionUID = 1L;
    private static final Logger logger = LoggerFactory.getLogger(ExampleServiceImpl.class);
    private final Map<String, List<String>> values = new HashMap<String, List<String>>();

    @Override
    public String getValue(String key) throws IOException {
        if (key == null || key.isEmpty()) {
            throw new IllegalArgumentException("Invalid key: " + key);
        }
        try {
            for (String item : this.values.get(key)) {
                logger.info("Item {} found", item);
            }
            return String.valueOf(values.size());
        } catch (Exception e) {
            logger.error(e.getMessage(), e);
        } finally {
            this.close();
        }
        return null;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}

"""Reads the configuration and prints the results."""
from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

logger = logging.getLogger(__name__)


@dataclass
class Config:
    name: str
    path: Optional[str] = None
    options: Dict[str, Any] = field(default_factory=dict)

    def __init__(self, name, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.name = name
        self.data = []

    @property
    def is_valid(self) -> bool:
        """Return True if the path exists."""
        return self.path is not None and os.path.exists(self.path)


def load(filename, encoding='utf-8'):
    result = {}
    with open(filename, 'r', encoding=encoding) as f:
        for i, line in enumerate(f):
            line = line.strip()
            if not line or line.startswith('#'):
                continue
            key, value = line.split('=', 1)
            result[key] = int(value) if value.isdigit() else value
    if len(result) == 0:
        raise ValueError("no values in %s" % filename)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--output', type=str, default='out.txt', help='name of the output file')
    args = parser.parse_args()
    try:
        print('Total: {0}'.format(sum(len(x) for x in load(args.output).values())))
    except (IOError, KeyError) as e:
        logger.warning("failed: %s", e)
        sys.exit(1)


if __name__ == '__main__':
    main()

'use strict';

import React, { useEffect, useState } from 'react';
import { createServer } from 'node:http';
import type { Options, Result } from './types.js';

const path = require('path');
const DEFAULTS = { timeout: 5000, retries: 3, verbose: false };

export interface Props {
  readonly id: number;
  title?: string;
  onChange: (value: string) => void;
}

export async function fetchItems(url: string, options: Options = {}): Promise<Result[]> {
  const response = await fetch(url, { method: 'GET', headers: { 'Content-Type': 'application/json' } });
  if (!response.ok) {
    throw new Error('Request failed with status ' + response.status);
  }
  const data = await response.json();
  return data.items.map((item) => ({ ...item, count: item.count ?? 0 })).filter(Boolean);
}

function Counter(props) {
  var self = this;
  let i, length;
  for (i = 0, length = props.items.length; i < length; i++) {
    if (typeof props.items[i] === 'undefined' || props.items[i] === null) continue;
    self.total += parseInt(props.items[i].value, 10);
  }
  document.getElementById('counter').addEventListener('click', function (event) {
    event.preventDefault();
    console.log(event.target, arguments);
  }, false);
  return self.total > 0 ? true : false;
}

module.exports = Counter;
!function(e,t){"object"==typeof exports&&"undefined"!=typeof module?module.exports=t():e.lib=t()}(this,(function(){var n=Object.prototype.hasOwnProperty,r=[];function o(e){return null!=e&&e.length?e[0]:void 0}return{a:o,b:function(e,t){for(var i=0;i<e.length;i++)t.call(this,e[i],i)}}}));

#!/bin/bash
set -euo pipefail
export PATH="/usr/local/bin:/usr/bin:/bin:$PATH"
if [ -z "$1" ]; then
    echo "Usage: $0 <directory>" >&2
    exit 1
fi
for file in "$1"/*.txt; do
    grep -q 'error' "$file" && rm -f "$file"
done
sudo apt-get update && sudo apt-get install -y build-essential curl git python3-pip

-- Tables
CREATE TABLE IF NOT EXISTS users (
  id INTEGER PRIMARY KEY AUTO_INCREMENT,
  name VARCHAR(255) NOT NULL DEFAULT '',
  email TEXT UNIQUE,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  FOREIGN KEY (group_id) REFERENCES groups (id) ON DELETE CASCADE
);
CREATE INDEX idx_users_name ON users (name);
INSERT INTO users (id, name, email, created_at) VALUES (1, 'Alice', 'alice@example.com', '2021-03-04 05:06:07');
INSERT INTO users (id, name, email, created_at) VALUES (2, 'Bob', NULL, '2021-03-05 15:16:17');
SELECT u.id, u.name, COUNT(*) AS total FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.name LIKE '%a%' AND o.price > 10.50 GROUP BY u.id ORDER BY total DESC LIMIT 10;
UPDATE orders SET status = 'shipped' WHERE id IN (1, 2, 3);

[package]
name = "example"
version = "0.1.0"
edition = "2021"

[dependencies]
serde = { version = "1.0", features = ["derive"] }

; settings
[server]
host=127.0.0.1
port=8080
debug=false
log_level = INFO
path = C:\Program Files\Example\bin

# Configuration
version: '3.8'
services:
  web:
    image: nginx:latest
    restart: always
    ports:
      - "80:80"
      - "443:443"
    environment:
      NODE_ENV: production
      DATABASE_URL: postgres://user:password@db:5432/app
    depends_on: [db]
on:
  push:
    branches: [ main ]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Install dependencies
        run: npm ci

# Title

A short description of the project. [![Build](https://img.example.com/build.svg)](https://ci.example.com)

## Installation

    $ npm install --save example

- **Note**: see the [documentation](https://docs.example.com/guide/index.html#usage) for details.
- Returns a _list_ of items, see [issue #12](https://github.com/example/project/issues/12).

| Option | Type | Default | Description |
|--------|------|---------|-------------|
| name   | string | "" | The name of the item |

diff --git a/src/main.c b/src/main.c
index 3f2a1b4..9c8d7e6 100644
--- a/src/main.c
+++ b/src/main.c
@@ -10,7 +10,8 @@ int main(void)
-    return 1;
+    return 0;

<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Example - Home</title>
  <link rel="stylesheet" type="text/css" href="/static/css/style.css">
  <script type="text/javascript" src="https://cdn.example.com/jquery.min.js"></script>
</head>
<body class="home page">
  <div id="main" class="container">
    <h1>Welcome</h1>
    <p>This is a <a href="http://www.example.com/index.php?id=1&amp;page=2" title="link" target="_blank">link</a>.</p>
    <ul class="nav">
      <li><a href="#about">About</a></li>
      <li class="active"><a href="/contact.html">Contact</a></li>
    </ul>
    <table border="0" cellpadding="0" cellspacing="0" width="100%">
      <tr><td align="left">&nbsp;</td><td>1.5</td></tr>
    </table>
    <img src="/images/logo.png" alt="" width="120" height="60"><br>
    <form action="/search" method="post"><input type="hidden" name="q" value=""><span style="color: #ff0000; display: none">x</span></form>
  </div>
  <footer>&copy; 2020 Example, Inc. All rights reserved.</footer>
</body>
</html>
@media (max-width: 768px) {
  .container, #main > a:hover {
    margin: 0 auto;
    padding: 10px 20px;
    background-color: #f5f5f5;
    font-family: Arial, Helvetica, sans-serif;
    font-size: 14px;
    border: 1px solid #ccc;
    position: relative;
    text-align: center;
  }
}

<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xml:lang="en">
  <entry id="1001" type="text">
    <title>First entry</title>
    <updated>2015-06-07T08:09:10Z</updated>
    <value name="price" unit="EUR">12.50</value>
    <empty/>
  </entry>
  <entry id="1002" type="text">
    <title>Second entry</title>
    <updated>2015-06-08T11:12:13Z</updated>
    <value name="price" unit="EUR">7.95</value>
    <![CDATA[data]]>
  </entry>
</feed>
<svg width="24" height="24" viewBox="0 0 24 24" fill="none"><path d="M12 2L2 7l10 5 10-5-10-5z" stroke="#000"/></svg>

GET /index.html HTTP/1.1
Host: www.example.com
User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36
Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8
Accept-Language: en-US,en;q=0.5
Accept-Encoding: gzip, deflate, br
Connection: keep-alive
Cookie: session=0a1b2c3d4e5f60718293a4b5c6d7e8f9; lang=en

HTTP/1.1 200 OK
Date: Mon, 01 Jan 2018 00:00:00 GMT
Server: Apache/2.4.41 (Ubuntu)
Content-Type: text/html; charset=UTF-8
Content-Length: 1234
Cache-Control: no-cache, max-age=0
Last-Modified: Sun, 31 Dec 2017 23:59:59 GMT
ETag: "5e6f-7a8b"
Transfer-Encoding: chunked

HTTP/1.1 404 Not Found
HTTP/1.1 302 Found
Location: https://www.example.com/
text/plain text/css text/javascript application/json application/xml application/pdf application/octet-stream image/jpeg image/png image/gif audio/mpeg video/mp4 multipart/form-data font/woff2
.com .org .net .edu .gov .io .html .php .css .js .json .xml .txt .csv .pdf .zip .jpg .png .gif .exe .dll

id,name,date,price,quantity,status
1,"Smith, John",2020-01-15,19.99,3,active
2,"Miller, Anna",2020-01-16,5.00,12,inactive
3,"O'Neil, Pat",2020-02-01,149.90,1,active
timestamp;sensor;value
2019-08-01 00:00:00;A1;21.35
2019-08-01 00:10:00;A1;21.29
2019-08-01 00:20:00;A1;21.18

192.168.0.12 - - [07/Mar/2019:16:05:11 +0000] "GET /images/logo.png HTTP/1.1" 200 5043 "http://www.example.com/index.html" "Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Gecko/20100101 Firefox/60.0"
10.1.2.3 - admin [07/Mar/2019:16:05:12 +0000] "POST /api/v1/login HTTP/1.1" 302 0 "-" "curl/7.58.0"
192.168.0.12 - - [07/Mar/2019:16:05:14 +0000] "GET /favicon.ico HTTP/1.0" 404 209 "-" "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
Jun  3 04:12:07 server1 sshd[2345]: Failed password for invalid user admin from 203.0.113.7 port 51234 ssh2
Jun  3 04:12:09 server1 sshd[2345]: Connection closed by 203.0.113.7 [preauth]
Jun  3 04:15:01 server1 CRON[2371]: pam_unix(cron:session): session opened for user root by (uid=0)
Jun  3 04:15:02 server1 kernel: [12345.678901] usb 1-1: new high-speed USB device number 4 using xhci_hcd
Jun  3 04:15:03 server1 systemd[1]: Started Daily apt download activities.
2017-05-16 10:00:00.008 INFO  [main] com.example.Application - Starting application on host01 with PID 4321
2017-05-16 10:00:01.250 WARN  [http-nio-8080-exec-3] c.e.web.RequestHandler - Request took 1532 ms
2017-05-16 10:00:01,377 ERROR [pool-1-thread-2] com.example.db.ConnectionPool: Could not connect to /10.0.0.5:3306
java.net.ConnectException: Connection refused (Connection refused)
	at java.net.Socket.connect(Socket.java:589)
	at com.example.db.ConnectionPool.open(ConnectionPool.java:142)
	at java.lang.Thread.run(Thread.java:748)
Caused by: java.lang.NullPointerException
	... 12 more
[2022-09-12T14:03:22.113Z] [DEBUG] request id=7f3c2a10-94be-4d2e-8c11-5b7f0e6a9d43 method=GET path=/api/users/42 status=200 duration=12ms
INFO 2021-11-02 07:45:12 block=1024 size=65536 from /10.20.30.40:9000 to /10.20.30.41:9000
time="2023-04-05T06:07:08Z" level=info msg="server started" port=8080
2023/04/05 06:07:09 [error] 31#31: *17 open() "/var/www/html/robots.txt" failed (2: No such file or directory)

{
  "name": "example-project",
  "version": "1.2.3",
  "private": true,
  "main": "index.js",
  "scripts": {
    "build": "tsc",
    "test": "jest"
  },
  "dependencies": {
    "express": "^4.17.1",
    "lodash": "~4.17.21"
  },
  "keywords": [],
  "license": "MIT"
}
{
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [13.404954, 52.520008]},
            "properties": {"id": 1, "name": "Berlin", "population": 3645000, "capital": true}
        },
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [-0.127758, 51.507351]},
            "properties": {"id": 2, "name": "London", "population": null, "capital": true}
        }
    ]
}
{"id":"3d0f7c52-61ab-4e8d-9f27-c4085ea1b639","user":{"id":12345,"name":"jdoe","email":"jdoe@example.com","url":"https:\/\/api.example.com\/users\/jdoe","verified":false,"followers_count":321},"created_at":"2016-02-03T04:05:06.000Z","text":"Hello, world!\nIt\u2019s me","tags":["a","b"],"score":0.75,"parent":null,"count":0}
{"id":"b81e94d6-0c3f-47a2-8d5b-27f6e9a0c143","user":{"id":12346,"name":"asmith","email":"asmith@example.com","url":"https:\/\/api.example.com\/users\/asmith","verified":true,"followers_count":87},"created_at":"2016-02-03T04:05:07.000Z","text":"","tags":[],"score":-1.5e-7,"parent":12345,"count":2}
{"timestamp":"2024-01-02T03:04:05.678Z","level":"info","service":"auth","message":"user logged in","userId":1002,"ip":"198.51.100.24","durationMs":18,"success":true}
{"timestamp":"2024-01-02T03:04:06.012Z","level":"error","service":"auth","message":"invalid token","userId":1003,"ip":"198.51.100.25","durationMs":3,"success":false}
[{"key":"a","value":1},{"key":"b","value":2},{"key":"c","value":[3,4,5]}]
`;
