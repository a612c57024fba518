// The figure of a card as a file: what Plotly drew, under the card's title and over its scope and sources.
const EDGE = 24, WIDEST = 60;
const FACES = [["vietnamese", "U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+0300-0301, U+0303-0304, U+0308-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB"],
  ["latin-ext", "U+0100-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113"],
  ["latin", "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD"]];
const FONT = "'Be Vietnam Pro', 'Noto Sans', sans-serif";

async function face(subset, span, weight) {
  const folder = location.origin + location.pathname.replace(/[^/]*$/, "");
  const answer = await fetch(`${folder}app/static/fonts/be-vietnam-pro-${subset}-${weight}-normal.woff2`);
  if (!answer.ok) throw new Error(`font: ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `@font-face{font-family:'Be Vietnam Pro';font-weight:${weight};unicode-range:${span};` +
    `src:url(data:font/woff2;base64,${btoa(binary)}) format('woff2')}`;
}

function lines(said, width, font) {
  const brush = document.createElement("canvas").getContext("2d");
  brush.font = font;
  const out = [];
  for (const word of said.split(/\s+/)) {
    const longer = out.length ? `${out[out.length - 1]} ${word}` : word;
    if (out.length && brush.measureText(longer).width <= width) out[out.length - 1] = longer;
    else out.push(word);
  }
  return out.slice(0, WIDEST);
}

async function drawn({ slug, title, about, footer, colours }) {
  const plot = document.querySelector(`.st-key-plot-${slug} .js-plotly-plot`);
  const layers = plot ? [...plot.querySelectorAll(".main-svg")] : [];
  if (!layers.length) throw new Error("no figure");
  const box = layers[0].getBoundingClientRect();
  const width = Math.round(box.width) + 2 * EDGE;
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  let y = EDGE;
  const add = (name, attributes, text) => {
    const made = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    svg.append(made);
    return made;
  };
  const say = (text, size, weight, fill) => {
    for (const line of lines(text, width - 2 * EDGE, `${weight} ${size}px ${FONT}`)) {
      y += Math.round(size * 1.4);
      add("text", { x: EDGE, y: y - Math.round(size * 0.35), "font-family": FONT, "font-size": size, "font-weight": weight, fill }, line);
    }
  };
  const style = add("style", {});
  const page = add("rect", { width: "100%", fill: colours.page });
  say(title, 18, 600, colours.text);
  for (const line of about) say(line, 13, 400, colours.muted);
  y += 10;
  for (const layer of layers) {
    const copy = layer.cloneNode(true);
    copy.querySelectorAll(".hoverlayer, .draglayer, .nsewdrag, .cursor-pointer.drag").forEach(one => one.remove());
    for (const [key, value] of [["x", EDGE], ["y", y], ["width", box.width], ["height", box.height]]) copy.setAttribute(key, value);
    copy.style.background = "transparent";
    svg.append(copy);
  }
  y += Math.round(box.height) + 6;
  for (const line of footer) say(line, 12, 400, colours.muted);
  y += EDGE;
  style.textContent = (await Promise.all(FACES.flatMap(([subset, span]) => [400, 600].map(weight => face(subset, span, weight))))).join("");
  page.setAttribute("height", y);
  for (const [key, value] of [["xmlns", space], ["width", width], ["height", y], ["viewBox", `0 0 ${width} ${y}`]]) svg.setAttribute(key, value);
  return { text: new XMLSerializer().serializeToString(svg), width, height: y };
}

async function pixels({ text, width, height }) {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    await new Promise((done, failed) => { image.onload = done; image.onerror = failed; image.src = address; });
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
    const brush = canvas.getContext("2d");
    brush.scale(2, 2);
    brush.drawImage(image, 0, 0);
    return await new Promise(done => canvas.toBlob(done, "image/png"));
  } finally { URL.revokeObjectURL(address); }
}

export default function ({ parentElement, data }) {
  const status = parentElement.querySelector("[role=status]");
  for (const button of parentElement.querySelectorAll("button")) {
    const kind = button.dataset.kind;
    button.textContent = data.words[kind];
    button.onclick = async () => {
      status.textContent = "";
      try {
        const made = await drawn(data);
        const file = kind === "svg" ? new Blob([made.text], { type: "image/svg+xml" }) : await pixels(made);
        const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `nhiptin-${data.slug}.${kind}` });
        // Within the menu: a click elsewhere would close it.
        parentElement.append(link);
        link.click();
        link.remove();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      } catch (error) { status.textContent = data.words.failed; console.warn(error); }
    };
  }
}
