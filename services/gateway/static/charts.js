// Draws a table that stands beside it: without scripts, and for who does not see, the table says the same.
"use strict";

(() => {
  const drawn = new Map();
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const figure = (cell) => Number(cell.dataset.value);

  function read(table) {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    const series = heads.flatMap((head, column) => head.dataset.series
      ? [{ name: head.textContent.trim(), colour: head.dataset.series, values: rows.map((row) => figure(row.cells[column])) }]
      : []);
    return { names: rows.map((row) => row.cells[0].textContent.trim()), series };
  }

  function options(kind, { names, series }, width) {
    const across = kind === "bars";
    const text = { fontFamily: style.getPropertyValue("--pico-font-family"), fontSize: 14, color: colour("ink") };
    const categories = { type: "category", data: names, axisLabel: across ? { ...text, width: Math.min(260, width * 0.4), overflow: "truncate" } : { ...text, alignMinLabel: "left", alignMaxLabel: "right" }, inverse: across };
    const values = { type: "value", minInterval: 1, axisLabel: text, splitLine: { lineStyle: { color: colour("line") } } };
    return {
      animation: false,
      textStyle: text,
      color: series.map((one) => colour(one.colour)),
      legend: { textStyle: text, top: 4 },
      grid: { left: 12, right: 24, top: 44, bottom: 12, containLabel: true },
      tooltip: { trigger: "axis", renderMode: "richText" },
      xAxis: across ? values : categories,
      yAxis: across ? categories : values,
      series: series.map((one) => ({ name: one.name, type: across ? "bar" : "line", data: one.values, symbol: "none", areaStyle: across ? undefined : { opacity: 0.12 } })),
    };
  }

  function draw(place) {
    const table = document.getElementById(place.dataset.table);
    if (!table?.tBodies[0]?.rows.length) { place.hidden = true; return; }
    const found = read(table);
    place.hidden = false;
    if (place.dataset.chart === "bars") place.style.height = `${80 + found.names.length * 22 * found.series.length}px`;
    const chart = drawn.get(place) ?? echarts.init(place, null, { renderer: "svg" });
    drawn.set(place, chart);
    chart.resize();
    chart.setOption(options(place.dataset.chart, found, place.clientWidth), true);
    place.dataset.drawn = "yes";
  }

  const drawAll = () => { for (const place of document.querySelectorAll("[data-chart]")) draw(place); };
  drawAll();
  document.addEventListener("htmx:after:swap", drawAll);
  window.addEventListener("resize", drawAll);
})();
