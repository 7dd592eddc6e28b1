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
internal sealed record LedgerServices(XianjieDb Db, LedgerBook Book, RowDesk Desk, PeriodDesk Periods, RollupDesk Rollup, RowView View, FormulasNow Formulas, CurrentUser User, Places Places, Clock Clock)
{
    /// <summary>The same over a context of a job, whose transaction also ends the job; the person of the scope acts.</summary>
    public static LedgerServices Over(XianjieDb db, IServiceProvider services)
    {
        T Make<T>(params object[] over) => ActivatorUtilities.CreateInstance<T>(services, over);
        var (book, periods, notices) = (Make<LedgerBook>(db), Make<PeriodDesk>(db), Make<Notices.NoticeDesk>(db));
        var (others, overlay) = (Make<OtherRows>(db), new ParameterOverlay(db));
        var links = Make<RowLinks>(db, Make<PersonLinks>(db), Make<NameLinks>(db, book));
        var desk = Make<RowDesk>(db, book, Make<RowCheck>(db, book, links, others, overlay), periods, notices, Make<ApprovalWork>(db));
        return Make<LedgerServices>(db, book, desk, periods, Make<RollupDesk>(db, book, others, overlay), Make<FormulasNow>(book, others, overlay));
    }
}
