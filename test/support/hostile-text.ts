/** Text of the worst kind: it must come out as text wherever it is shown. */

/** Steers terminals, breaks lines, tables, XML, HTML and Markdown, and holds secrets. */
export const HOSTILE = [
    "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e",
    "a | b & <script>alert('x')</script> \"q\" ]]>",
    "## heading `code` *bold* [link](https://evil.example) @everyone ~~no~~",
    "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "\ud800 lone half, \uffff no character, 日本語 🚀",
].join("\n");
