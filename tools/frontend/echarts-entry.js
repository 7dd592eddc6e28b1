// What the pages draw and nothing more: bars, lines, pies and the map of townships, as SVG.
import * as echarts from 'echarts/core';
import { BarChart, LineChart, PieChart, MapChart } from 'echarts/charts';
import {
  AriaComponent, GeoComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapPiecewiseComponent,
} from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([
  BarChart, LineChart, PieChart, MapChart, AriaComponent, GeoComponent, GridComponent, LegendComponent,
  TooltipComponent, VisualMapPiecewiseComponent, LabelLayout, SVGRenderer,
]);

export const { init, registerMap, getMap, getInstanceByDom, dispose } = echarts;
