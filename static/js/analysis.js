// Draws the charts of the figures from what stands in the tables. A point leads to the cases behind it.
"use strict";

(() => {
  const written = document.getElementById("charts");
  if (!written || !window.echarts) return;
  const data = JSON.parse(written.textContent);
  const style = getComputedStyle(document.body);
  const colour = (name) => style.getPropertyValue(name).trim();
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [ink, line] = [colour("--ink-soft"), colour("--line")];
  const looks = {
    received: { color: colour("--primary"), lineStyle: { width: 2 }, symbol: "circle" },
    ended: { color: "#b35806", lineStyle: { width: 2, type: "dashed" }, symbol: "rect" },
    open: { color: colour("--primary"), lineStyle: { width: 2 }, symbol: "circle", areaStyle: { opacity: 0.12 } },
  };
  // The phases of a campaign, as bands behind the lines, each with as much of its name as has room.
  const phases = (width) => {
    if (!data.bands?.length) return undefined;
    const month = (width - 60) / data.days.length;
    const bands = data.bands.map(({ label, first, last }, place) => [
      {
        name: label, xAxis: first, itemStyle: { color: place % 2 ? "transparent" : colour("--primary-soft") },
        label: { position: "insideTop", color: ink, fontSize: 11, overflow: "truncate", width: month * (data.days.indexOf(last) - data.days.indexOf(first)) },
      },
      { xAxis: last },
    ]);
    return { silent: true, data: bands };
  };
  const pictures = { flow: ["received", "ended"], stock: ["open"] };

  const options = (names, width) => ({
    animation: !quiet,
    aria: { enabled: false },
    textStyle: { fontFamily: style.fontFamily },
    grid: { left: 8, right: 16, top: names.length > 1 ? 36 : 16, bottom: 8, containLabel: true },
    legend: names.length > 1 ? { top: 4, left: 8, textStyle: { color: ink }, selectedMode: false } : undefined,
    // The rich text of a tooltip is painted on the canvas; the other kind would write styles into the page.
    tooltip: { trigger: "axis", renderMode: "richText", confine: true },
    xAxis: { type: "category", data: data.days, boundaryGap: Boolean(data.whole), axisLabel: { color: ink, hideOverlap: true, formatter: (day) => (data.whole ? day : day.slice(5)) }, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: "value", minInterval: 1, max: data.bands?.length ? ({ max }) => Math.ceil(max * 1.25) || 1 : undefined, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } },
    series: names.map((name, place) => ({
      ...looks[name], markArea: place ? undefined : phases(width), id: name, name: data.words[name], type: "line", data: data.series[name], symbolSize: 6,
      showSymbol: data.days.length <= 31, itemStyle: { color: looks[name].color },
    })),
  });

  for (const place of document.querySelectorAll("[data-chart]")) {
    const names = pictures[place.dataset.chart];
    const inner = document.createElement("div");
    inner.className = "chart-canvas";
    inner.setAttribute("aria-hidden", "true");
    place.append(inner);
    place.parentElement.querySelector("[data-fold-drawn]")?.removeAttribute("open");
    const chart = window.echarts.init(inner);
    chart.setOption(options(names, place.clientWidth));
    chart.on("click", ({ seriesId, name, dataIndex }) => {
      const url = data.urls ? data.urls[seriesId]?.[dataIndex] : data.links[seriesId].replaceAll(data.mark, name);
      if (url) location.href = url;
    });
    addEventListener("resize", () => { chart.resize(); });
  }
})();
