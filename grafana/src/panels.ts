import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog'
import {
  BigValueColorMode,
  BigValueGraphMode,
  type DataSourceRef,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common'
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard'
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus'
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat'
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries'

/** The uid of the provisioned data source. */
const prometheus: DataSourceRef = { type: 'prometheus', uid: 'prometheus' }

export interface PanelOptions {
  readonly title: string
  readonly description: string
  /** By Grafana's ids: https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/ */
  readonly unit: string
  /** PromQL by the legend of what it answers. */
  readonly queries: Readonly<Record<string, string>>
  /** Of the 24 columns. */
  readonly width: number
  readonly decimals?: number
}

/** Lines over time, from zero on. */
export function graph({ title, description, unit, queries, width, decimals }: PanelOptions): TimeseriesBuilder {
  const legend = new VizLegendOptionsBuilder()
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .showLegend(true)
    .calcs([])
  const panel = new TimeseriesBuilder()
    .title(title)
    .description(description)
    .datasource(prometheus)
    .unit(unit)
    .min(0)
    .span(width)
    .height(8)
    .lineWidth(2)
    .fillOpacity(10)
    .legend(legend)
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .targets(Object.entries(queries).map(([name, expr], index) => target(name, expr, index).range()))
  return decimals === undefined ? panel : panel.decimals(decimals)
}

export interface NumberOptions extends PanelOptions {
  /** From here on it is shown in red. */
  readonly redFrom?: number
}

/** The newest value, large. */
export function number({ title, description, unit, queries, width, redFrom }: NumberOptions): StatBuilder {
  const red = redFrom === undefined ? [] : [{ value: redFrom, color: 'red' }]
  return new StatBuilder()
    .title(title)
    .description(description)
    .datasource(prometheus)
    .unit(unit)
    .decimals(0)
    .span(width)
    .height(8)
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).fields('').values(false))
    .thresholds(
      new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([{ value: null, color: 'green' }, ...red]),
    )
    .targets(Object.entries(queries).map(([name, expr], index) => target(name, expr, index).instant()))
}

function target(legend: string, expr: string, index: number): DataqueryBuilder & Builder<Dataquery> {
  return new DataqueryBuilder()
    .datasource(prometheus)
    .expr(expr)
    .legendFormat(legend)
    .refId(String.fromCharCode('A'.charCodeAt(0) + index))
}
