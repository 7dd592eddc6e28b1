using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.SocialRelief.Shared;

/// <summary>What every register needs.</summary>
internal sealed record RegisterServices(XianjieDb Db, CurrentUser User, Scope Scope, Clock Clock, Places Places, SheetDownload Download);

/// <summary>A register: filters in the address, pages, and the same rows as a file; who exported what is recorded.</summary>
internal abstract class RegisterPage<T>(RegisterServices services) : PageModel where T : class, IInDivision
{
    public const int MostExported = 50_000;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;
    [BindProperty(SupportsGet = true)]
    public long? Area { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    protected XianjieDb Db => services.Db;
    protected CurrentUser Me => services.User;
    protected Places Places => services.Places;
    public DateOnly Today => services.Clock.Today;
    protected DateTimeOffset Now => services.Clock.Now;
    public int Size => Paging.Size(Request);
    public int Total { get; private set; }
    public RegisterView View { get; private set; } = null!;
    public bool MayExport => services.User.May(Permissions.HouseholdsExport);
    /// <summary>The area of the account and those right below it.</summary>
    public IReadOnlyList<Places.Place> Areas => services.Places.Children(services.User.Area);

    /// <summary>What the register is called; also the name of the exported file.</summary>
    protected abstract string Title { get; }
    protected abstract string Empty { get; }
    protected abstract IReadOnlyList<RegisterColumn<T>> Columns { get; }
    protected abstract IQueryable<T> Rows();
    protected abstract IOrderedQueryable<T> InOrder(IQueryable<T> rows);

    protected string PlaceOf(T row) => services.Places.Path(row.Division);

    protected async Task ReadAsync(CancellationToken ct)
    {
        await PrepareAsync(ct);
        var rows = Within(Rows());
        Total = await rows.CountAsync(ct);
        Number = Paging.Page(Number, Total, Size);
        var page = await InOrder(rows).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
        await ReadMoreAsync(page, ct);
        var shown = Columns.Where(c => c.OnScreen).ToList();
        View = new(Title, [.. shown.Select(c => (c.Title, c.IsNumber))],
            [.. page.Select(row => (IReadOnlyList<RegisterCell>)[.. shown.Select(c => new RegisterCell(c.Text(row), c.Link?.Invoke(row), c.Tone?.Invoke(row), c.IsNumber))])], Number, Size, Total, Empty);
    }

    /// <summary>What the conditions need before rows can be asked for.</summary>
    protected virtual Task PrepareAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>What a page of rows needs beside them.</summary>
    protected virtual Task ReadMoreAsync(IReadOnlyList<T> page, CancellationToken ct) => Task.CompletedTask;

    protected IQueryable<T> Within(IQueryable<T> rows)
    {
        if (Area is not { } area)
            return rows;
        var (from, below) = Scope.Range(area);
        return rows.Where(r => r.Division >= from && r.Division < below);
    }

    public async Task<IActionResult> OnPostExportAsync(string? format, CancellationToken ct)
    {
        if (!MayExport)
            return Forbid();
        await PrepareAsync(ct);
        var rows = Within(Rows());
        if (await rows.Take(MostExported + 1).CountAsync(ct) > MostExported)
        {
            TempData["Warning"] = $"超过 {MostExported:N0} 行，请先按乡镇或条件筛选，再分次导出。";
            return new Platform.Web.SeeOtherResult(Request.Path + Request.QueryString.ToString().Replace("handler=Export", string.Empty, StringComparison.Ordinal));
        }
        var all = await InOrder(rows).ToListAsync(ct);
        await ReadMoreAsync(all, ct);
        return await services.Download.OfAsync(this, Title, [.. Columns.Select(c => new FileColumn<T>(c.Title, c.Width, c.Text))], all.ToAsyncEnumerable(), format == "csv", ct, Area);
    }
}
