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
  const pictures = { flow: ["received", "ended"], stock: ["open"] };

  const options = (names) => ({
    animation: !quiet,
    aria: { enabled: false },
    textStyle: { fontFamily: style.fontFamily },
    grid: { left: 8, right: 16, top: names.length > 1 ? 36 : 16, bottom: 8, containLabel: true },
    legend: names.length > 1 ? { top: 4, left: 8, textStyle: { color: ink }, selectedMode: false } : undefined,
    // The rich text of a tooltip is painted on the canvas; the other kind would write styles into the page.
    tooltip: { trigger: "axis", renderMode: "richText", confine: true },
    xAxis: { type: "category", data: data.days, boundaryGap: false, axisLabel: { color: ink, hideOverlap: true, formatter: (day) => day.slice(5) }, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: "value", minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } } },
    series: names.map((name) => ({
      ...looks[name], id: name, name: data.words[name], type: "line", data: data.series[name], symbolSize: 6,
      showSymbol: data.days.length <= 31, itemStyle: { color: looks[name].color },
    })),
  });

  for (const place of document.querySelectorAll("[data-chart]")) {
    const names = pictures[place.dataset.chart];
    const inner = document.createElement("div");
    inner.className = "chart-canvas";
    inner.setAttribute("aria-hidden", "true");
    place.append(inner);
    const chart = window.echarts.init(inner);
    chart.setOption(options(names));
    chart.on("click", ({ seriesId, name }) => { location.href = data.links[seriesId].replaceAll(data.mark, name); });
    addEventListener("resize", () => { chart.resize(); });
  }
})();
