// Draws the charts, and swaps the trend panel in place; without it the page works as forms and links.
"use strict";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const NARROW = 640;
let waiting = null;

function colours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

function look() {
  const colour = colours();
  const text = { labelColor: colour("quiet"), titleColor: colour("quiet"), labelFontSize: 12, titleFontSize: 12 };
  return {
    background: "transparent",
    font: colour("sans"),
    axis: { ...text, gridColor: colour("rail"), domainColor: colour("line"), tickColor: colour("line") },
    header: { ...text, labelColor: colour("ink"), labelFontSize: 13, labelFontWeight: 600 },
    legend: text,
    title: { color: colour("ink") },
    text: { color: colour("ink") },
    view: { stroke: "transparent" },
  };
}

async function draw(place) {
  if (!window.vocCharts) return;
  try {
    const answer = await fetch(place.dataset.chart);
    if (!answer.ok) throw new Error(`${answer.status}`);
    // The heading is HTML here, and the colours of text and lines follow the reader's light or dark.
    const { title, config, ...chart } = await answer.json();
    if (place.clientWidth < NARROW && chart.layer) {
      // The names of the changes would lie over each other; they stand below the chart as well.
      chart.layer = chart.layer.filter((layer) => (layer.mark.type ?? layer.mark) !== "text");
    }
    await window.vocCharts.embed(place, chart, {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      defaultStyle: false,
      // No code is made from text: the page's policy forbids it.
      ast: true,
      config: look(),
      tooltip: { disableDefaultStyle: true },
    });
  } catch (error) {
    place.textContent = "The chart could not be drawn; its figures are in the table below.";
    console.error(error);
  }
}

function drawAll() {
  for (const place of document.querySelectorAll("[data-chart]")) draw(place);
}

function address(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) query.append(name, value);
  return query;
}

async function swap(query) {
  const panel = document.getElementById("trend");
  const from = panel.querySelector("form").dataset.panel;
  if (waiting) waiting.abort();
  const mine = (waiting = new AbortController());
  panel.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${from}?${query}`, { signal: mine.signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const focused = panel.contains(document.activeElement) ? document.activeElement.name : null;
    const fresh = page.getElementById("trend");
    panel.replaceWith(fresh);
    history.replaceState(null, "", `/?${query}#trend`);
    if (focused) fresh.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
    document.getElementById("said").textContent = fresh.querySelector("figcaption").textContent;
    drawAll();
  } catch (error) {
    // The plain way still works where the short one does not.
    if (error.name !== "AbortError") location.assign(`/?${query}#trend`);
  }
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-panel]");
  if (form) swap(address(form));
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-measure]");
  const form = document.querySelector("form[data-panel]");
  if (!link || !form || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const query = address(form);
  query.set("measure", link.dataset.measure);
  if (link.dataset.by) query.set("by", link.dataset.by);
  await swap(query);
  document.getElementById("trend").scrollIntoView();
});

dark.addEventListener("change", drawAll);
document.documentElement.classList.add("live");
drawAll();
