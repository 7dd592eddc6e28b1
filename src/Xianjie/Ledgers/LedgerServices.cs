using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rollup;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers;

/// <summary>What the pages of ledgers need.</summary>
internal sealed record LedgerServices(XianjieDb Db, LedgerBook Book, RowDesk Desk, PeriodDesk Periods, RollupDesk Rollup, RowView View, CurrentUser User, Places Places, Clock Clock);
