/* Charts come as pictures; here they become interactive. Without scripts every page works the same. */
"use strict";

(() => {
  const own = document.currentScript;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const narrow = window.matchMedia("(max-width: 34rem)");
  let loading = null;

  /* Vega, once a chart is in sight. Expressions are interpreted: the room forbids their compilation. */
  function vegaLoaded() {
    loading ??= [own.dataset.vega, own.dataset.interpreter].reduce(
      (before, address) => before.then(() => new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = done;
        script.onerror = failed;
        document.head.append(script);
      })),
      Promise.resolve(),
    );
    return loading;
  }

  async function draw(figure) {
    const address = new URL(figure.dataset.chart, location.href);
    address.searchParams.set("theme", dark.matches ? "dark" : "light");
    address.searchParams.set("width", narrow.matches ? "narrow" : "wide");
    const answer = await fetch(address);
    if (!answer.ok) return;
    const [spec] = await Promise.all([answer.json(), vegaLoaded()]);
    const picture = figure.querySelector("picture");
    const drawn = document.createElement("div");
    drawn.className = "drawn";
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", picture.querySelector("img").alt);
    const view = new vega.View(vega.parse(spec, null, { ast: true }), {
      expr: vega.expressionInterpreter,
      loader: vega.loader({ baseURL: location.origin, http: {}, sanitize: () => Promise.reject(new Error("no")) }),
      renderer: "canvas",
      container: drawn,
      hover: true,
      tooltip: (_, event, __, value) => tell(figure, event, value),
    });
    await view.runAsync();
    figure.querySelector(".drawn")?.remove();
    picture.hidden = true;
    figure.append(drawn);
  }

  /* What the mark under the pointer stands for. */
  function tell(figure, event, value) {
    let told = figure.querySelector(".told");
    if (!told) {
      told = document.createElement("div");
      told.className = "told";
      figure.append(told);
    }
    told.hidden = value == null || value === "";
    if (told.hidden) return;
    const lines = typeof value === "object" ? Object.entries(value) : [["", value]];
    told.replaceChildren(...lines.map(([name, said]) => {
      const line = document.createElement("div");
      line.textContent = name ? `${name}: ${said}` : String(said);
      return line;
    }));
    const box = figure.getBoundingClientRect();
    told.style.left = `${Math.min(event.clientX - box.left + 14, box.width - told.offsetWidth)}px`;
    told.style.top = `${event.clientY - box.top + 14}px`;
  }

  const figures = document.querySelectorAll("figure[data-chart]");
  const seen = new Set();
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting && !seen.has(entry.target)) {
        seen.add(entry.target);
        draw(entry.target);
      }
    }
  });
  figures.forEach((figure) => watcher.observe(figure));
  for (const media of [dark, narrow]) media.addEventListener("change", () => seen.forEach(draw));
})();
