/** Charts by Apache ECharts, which is installed on demand like the peer. */
import * as echarts from "echarts";

/** ECharts writes rules for pointers, which a picture has none of. */
const STYLE = /<style >.*?<\/style>\n/s;

/** @type {import("./svg.d.mts").svg} */
export function svg(title, option, width, height) {
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption({ animation: false, ...option });
  const picture = chart.renderToSVGString().replace(STYLE, "");
  chart.dispose();
  return picture.replace(">", `>\n<title>${echarts.format.encodeHTML(title)}</title>`);
}
