// Fills the frame on another site from the page of ours that its address asks for: `?classement/2012.html` shows what
// that page hands out, `#sureness` behind it the chart of that name. Tells the outer page how high the whole is:
// a message { palmares: address, height: pixels }. Without a listener, what does not fit scrolls inside the frame.
"use strict";
(async () => {
  const place = document.getElementById("shown");
  const asked = decodeURIComponent(location.search.slice(1));
  // A page of this site and no other address.
  if (!/^[\w-]+(\/[\w-]+)*\.html$/.test(asked)) return;
  const page = new URL(asked, location.href);
  const id = decodeURIComponent(location.hash.slice(1));
  const make = (name, text, href) => {
    const element = document.createElement(name);
    if (href) Object.assign(element, { href, target: "_blank" });
    element.append(text);
    return element;
  };

  let from = null;
  try {
    const answer = await fetch(page);
    if (answer.ok) from = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch { /* From disk no page may read another: the link below leads to it. */ }
  const handed = from?.querySelector("template#embed")?.content;
  const chart = id && from?.getElementById(id)?.closest("figure");
  if (chart) {
    const known = handed?.querySelector(".known");
    const title = from.querySelector('meta[property="og:title"]').content;
    const figure = make("figure", "");
    figure.className = "figure";
    figure.append(...chart.querySelectorAll("figcaption, .chart"));
    place.append(make("h1", make("a", title, page.href + location.hash)), ...(known ? [known] : []), figure);
  } else if (handed) {
    place.append(handed);
  } else {
    place.append(make("p", make("a", page.href, page.href + location.hash)));
  }
  for (const link of place.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), page).href;
  document.querySelector(".from a").href = page.href + location.hash;
  document.title = place.querySelector("h1")?.textContent || document.title;

  const tell = () => {
    document.body.classList.add("whole");
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    document.body.classList.remove("whole");
    parent.postMessage({ palmares: location.href, height }, "*");
  };
  let wide = 0;
  new ResizeObserver(() => { if (wide !== innerWidth) { wide = innerWidth; tell(); } }).observe(document.documentElement);

  const save = document.getElementById("save");
  save.hidden = window !== top;
  save.addEventListener("click", () => {
    const still = document.documentElement.cloneNode(true);
    still.querySelectorAll("script, noscript, button").forEach((part) => part.remove());
    const address = URL.createObjectURL(new Blob(["<!doctype html>\n" + still.outerHTML], { type: "text/html" }));
    Object.assign(document.createElement("a"), { href: address, download: save.dataset.file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
})();
