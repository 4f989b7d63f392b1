import { parseNoProxy } from "../../../src/client/transport/noProxy";

// Each line was also given to Go's golang.org/x/net/http/httpproxy v0.58.0, which says the same.
test.each<[noProxy: string, url: string, isExempt: boolean]>([
  ["dcs.example", "https://dcs.example/", true],
  ["DCS.Example", "https://dcs.example/", true],
  ["example", "https://dcs.example/", true],
  ["dcs.example", "https://a.dcs.example/", true],
  ["ample", "https://dcs.example/", false],
  [".example", "https://dcs.example/", true],
  [".dcs.example", "https://dcs.example/", false],
  ["*.example", "https://dcs.example/", true],
  ["*.dcs.example", "https://dcs.example/", false],
  ["other, dcs.example", "https://dcs.example/", true],
  ["*", "https://dcs.example/", true],
  ["other,*", "http://10.0.0.1/", true],
  ["dcs.example:443", "https://dcs.example/", true],
  ["dcs.example:80", "https://dcs.example/", false],
  ["dcs.example:80", "http://dcs.example/", true],
  [".example:8443", "https://dcs.example:8443/", true],
  [".example:8443", "https://dcs.example/", false],
  ["10.1.2.3", "https://10.1.2.3/", true],
  ["10.1.2.3:443", "https://10.1.2.3/", true],
  ["10.1.2.3:80", "https://10.1.2.3/", false],
  [".2.3", "https://10.1.2.3/", false],
  ["10.0.0.0/8", "https://10.1.2.3/", true],
  ["10.9.9.9/8", "https://10.1.2.3/", true],
  ["10.0.0.0/8", "https://11.1.2.3/", false],
  ["10.1.2.0/25", "https://10.1.2.200/", false],
  ["10.0.0.0/8", "https://dcs.example/", false],
  ["10.0.0.0/33", "https://10.1.2.3/", false],
  ["10.0.0.0/8:443", "https://10.1.2.3/", false],
  ["0.0.0.0/0", "https://8.8.8.8/", true],
  ["10.0.0.0/8", "https://[::ffff:10.1.2.3]/", true],
  ["fd00::/8", "https://[fd12:3456::1]/", true],
  ["fd00::/8", "https://[fe80::1]/", false],
  ["fd12:3456:0:0::1", "https://[fd12:3456::1]/", true],
  ["[fd12:3456::1]:443", "https://[fd12:3456::1]/", true],
  ["[fd12:3456::1]:80", "https://[fd12:3456::1]/", false],
  ["", "https://localhost/", true],
  ["", "http://127.8.8.8/", true],
  ["", "https://[::1]/", true],
  ["", "https://dcs.example/", false],
  ["", "https://localhost.example/", false],
  [":443", "https://dcs.example/", false],
  [",, ,", "https://dcs.example/", false],
  ["http://dcs.example", "https://dcs.example/", false],
  [".", "https://dcs.example/", false],
])("with NO_PROXY=%s a request to %s goes around the proxy: %s", (noProxy, url, isExempt) => {
  expect(parseNoProxy(noProxy)(new URL(url))).toBe(isExempt);
});

test("names in other scripts are compared as they are sent", () => {
  expect(parseNoProxy("缓存.example")(new URL("https://缓存.example/"))).toBe(true);
});
