// <x-chart kind="bar|stacked|line|pie" title="…" unit="户"><table>…</table></x-chart>; data as in figures.js.
import { fontFamily, frame, library, palette, readTable, tableOf } from './figures.js';

const grid = { left: 8, right: 16, top: 30, containLabel: true };

const said = value => value === null || value === undefined ? '—' : value.toLocaleString('zh-CN');

function axes(data, unit, width) {
  // Chinese names may break anywhere; months and years must not.
  const few = data.categories.length <= 8 && data.categories.some(name => /[\u4e00-\u9fff]/.test(name));
  const room = Math.floor((width - 60) / data.categories.length) - 6;
  return {
    grid: { ...grid, bottom: data.series.length > 1 ? 34 : 8 },
    legend: { show: data.series.length > 1, bottom: 0, itemWidth: 16, itemHeight: 10 },
    xAxis: { type: 'category', data: data.categories, axisLabel: { interval: few ? 0 : 'auto', hideOverlap: !few, width: few ? room : undefined, overflow: 'break', color: '#566272' }, axisTick: { show: false } },
    yAxis: { type: 'value', name: unit, nameTextStyle: { align: 'left', color: '#566272' }, axisLabel: { color: '#566272' }, minInterval: 1 },
  };
}

function seriesFor(kind, data) {
  const few = data.categories.length * data.series.length <= 24;
  return data.series.map(one => ({
    name: one.name,
    type: kind === 'line' ? 'line' : 'bar',
    stack: kind === 'stacked' ? 'all' : undefined,
    data: one.values,
    barMaxWidth: 32,
    symbolSize: 7,
    label: { show: few && kind !== 'stacked', position: 'top', formatter: at => said(at.value), color: '#1d2733', fontSize: 11 },
    labelLayout: { hideOverlap: true },
    emphasis: { focus: 'series' },
  }));
}

function pie(data, unit, width) {
  const slices = data.categories.map((name, at) => ({ name, value: data.series[0].values[at] }));
  // On a phone there is no room beside the ring: names and figures go below it.
  if (width < 480) {
    const figure = new Map(slices.map(slice => [slice.name, slice.value]));
    return {
      legend: { bottom: 0, itemWidth: 16, itemHeight: 10, formatter: name => `${name} ${said(figure.get(name))}${unit}` },
      series: [{ type: 'pie', radius: ['30%', '58%'], center: ['50%', '36%'], data: slices, label: { show: false } }],
    };
  }
  return {
    series: [{
      type: 'pie', radius: ['38%', '68%'], center: ['50%', '52%'], data: slices, minShowLabelAngle: 4,
      label: { formatter: `{b} {c}${unit}\n{d}%`, color: '#1d2733', fontSize: 12 },
    }],
  };
}

export function optionFor(kind, data, unit, width) {
  const picture = kind === 'pie' ? pie(data, unit, width) : { ...axes(data, unit, width), series: seriesFor(kind, data) };
  return {
    ...picture,
    color: palette,
    textStyle: { fontFamily },
    animation: false,
    // Stripes and dots besides colour once there is more than one series: readable in grey print.
    aria: { enabled: true, decal: { show: data.series.length > 2 || kind === 'pie' } },
    // Rich text, not HTML: the page's policy forbids style attributes in markup.
    tooltip: { trigger: kind === 'pie' ? 'item' : 'axis', renderMode: 'richText', valueFormatter: said, confine: true, axisPointer: { type: kind === 'line' ? 'line' : 'shadow' } },
  };
}

class XChart extends HTMLElement {
  async connectedCallback() {
    if (this.dataset.ready) return;
    this.dataset.ready = '1';
    const table = await tableOf(this);
    if (!table) return;
    const data = readTable(table);
    if (data.categories.length === 0) return;
    const echarts = await library();
    if (!this.isConnected) return;
    const area = frame(this, table);
    const kind = this.getAttribute('kind') ?? 'bar';
    this.chart = echarts.init(area, null, { renderer: 'svg' });
    const draw = () => this.chart.setOption(optionFor(kind, data, this.getAttribute('unit') ?? '', area.clientWidth), true);
    draw();
    this.chart.on('click', event => {
      const link = data.series[event.seriesIndex]?.links[event.dataIndex];
      if (link) location.assign(link);
    });
    this.watch = new ResizeObserver(() => { if (!area.hidden) { this.chart.resize(); draw(); } });
    this.watch.observe(area);
  }

  disconnectedCallback() {
    this.watch?.disconnect();
    this.chart?.dispose();
  }
}
customElements.define('x-chart', XChart);
