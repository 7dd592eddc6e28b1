// <x-map geo="/maps/520101.json" title="各乡镇监测对象" unit="户"><table>…<tr data-code="520101100"><th><a href="…">镇</a></th><td>12</td>…</table></x-map>
// Shades each area of the GeoJSON (properties: code, name) by the first figure of its row; a click follows the row's link.
import { fontFamily, frame, library, readTable, tableOf } from './figures.js';

// Blues of one hue, light to dark: order survives colour blindness and grey print.
const shades = ['#e3edf9', '#b9d3f0', '#85b2e2', '#4d89cd', '#1f5fbf', '#123c7b'];

/** At most six classes with about as many areas in each; whole numbers as limits; zero stands alone. */
export function classes(values) {
  const sorted = values.filter(value => value > 0).sort((a, b) => a - b);
  const pieces = values.some(value => value === 0) ? [{ min: 0, max: 0, label: '0', color: '#f4f6f8' }] : [];
  if (sorted.length === 0) return pieces;
  const limits = [];
  for (let i = 1; i <= shades.length; i++) {
    const limit = sorted[Math.ceil(sorted.length * i / shades.length) - 1];
    if (limit !== limits[limits.length - 1]) limits.push(limit);
  }
  const skip = shades.length - limits.length;
  let from = sorted[0];
  limits.forEach((limit, at) => {
    const last = limits[at + 1];
    pieces.push({ gte: from, lte: limit, label: from === limit ? `${limit}` : `${from}–${limit}`, color: shades[at + Math.floor(skip / 2)] });
    from = sorted.find(value => value > limit) ?? last;
  });
  return pieces;
}

function optionFor(name, data, pieces, areas) {
  const values = data.series[0].values;
  const crowd = areas.length > 60;
  return {
    textStyle: { fontFamily },
    animation: false,
    aria: { enabled: true },
    tooltip: {
      renderMode: 'richText', confine: true,
      formatter: at => `${at.data?.title ?? areas.find(area => area.code === at.name)?.name ?? at.name}\n`
        + (data.series.map(one => at.data ? `${one.name} ${one.values[at.data.row] ?? '—'}` : '无数据').slice(0, at.data ? 6 : 1).join('\n')),
    },
    visualMap: { type: 'piecewise', pieces, show: false, outOfRange: { color: '#fff' } },
    series: [{
      type: 'map', map: name, nameProperty: 'code', selectedMode: false, top: 6, bottom: 6, left: 6, right: 6,
      itemStyle: { borderColor: '#6b7889', borderWidth: 0.8, areaColor: '#fff' },
      emphasis: { label: { show: true, fontWeight: 'bold', color: '#1d2733' }, itemStyle: { areaColor: '#fdd98a' } },
      label: {
        show: true, fontSize: crowd ? 10 : 12, color: '#1d2733', lineHeight: 15, textBorderColor: '#fff', textBorderWidth: 3,
        formatter: at => {
          const named = at.data?.title ?? areas.find(area => area.code === at.name)?.name ?? '';
          return at.data ? `${named}\n${at.data.value ?? '—'}` : named;
        },
      },
      labelLayout: { hideOverlap: true },
      data: data.codes.map((code, row) => ({ name: code, value: values[row], row, title: data.categories[row] })),
    }],
  };
}

// In the page rather than in the picture, so that it wraps on a phone.
function legend(pieces, unit) {
  const list = document.createElement('ul');
  list.className = 'map-legend';
  for (const piece of pieces) {
    const item = document.createElement('li');
    const swatch = document.createElement('i');
    swatch.style.backgroundColor = piece.color;
    item.append(swatch, `${piece.label}${unit}`);
    list.append(item);
  }
  return list;
}

class XMap extends HTMLElement {
  async connectedCallback() {
    if (this.dataset.ready) return;
    this.dataset.ready = '1';
    const source = this.getAttribute('geo');
    const table = await tableOf(this);
    if (!table || !source) return;
    const [echarts, answer] = await Promise.all([library(), fetch(source, { credentials: 'same-origin' })]);
    // Without outlines the table stays as it is: the figures are all in it.
    if (!answer.ok || !this.isConnected) return;
    const geo = await answer.json();
    const areas = geo.features.map(feature => ({ code: String(feature.properties.code), name: feature.properties.name }));
    for (const feature of geo.features) feature.properties.code = String(feature.properties.code);
    const data = readTable(table);
    if (data.series.length === 0) return;
    echarts.registerMap(source, geo);
    const area = frame(this, table);
    this.chart = echarts.init(area, null, { renderer: 'svg' });
    const pieces = classes(data.series[0].values);
    area.after(legend(pieces, this.getAttribute('unit') ?? ''));
    this.chart.setOption(optionFor(source, data, pieces, areas));
    this.chart.on('click', event => {
      const link = event.data && data.series[0].links[event.data.row];
      if (link) location.assign(link);
    });
    this.watch = new ResizeObserver(() => { if (!area.hidden) this.chart.resize(); });
    this.watch.observe(area);
  }

  disconnectedCallback() {
    this.watch?.disconnect();
    this.chart?.dispose();
  }
}
customElements.define('x-map', XMap);
