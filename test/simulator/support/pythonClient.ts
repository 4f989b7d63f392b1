import { findPython, type Python } from "../../support/python";

/** The release of the vendor's Python client that the tests compare with. */
const clientVersion = "3.1.219";

/** The Python with the vendor's client. */
export function findPythonClient(): Python {
  return findPython({
    name: `python-${clientVersion}`,
    packages: [`huaweicloudsdkdcs==${clientVersion}`],
  });
}
