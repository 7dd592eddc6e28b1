using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Letters.Import;

/// <summary>批量导入来件: takes the file in; its columns and rows are looked at before anything is imported.</summary>
[Requires(Permissions.CluesEnter)]
internal sealed class ImportPage(LetterUploads uploads, LetterBatch batch) : PageModel
{
    public void OnGet()
    {
    }

    public FileResult OnGetTemplate()
    {
        var content = new MemoryStream();
        TemplateWorkbook.Write(content, batch.Target);
        return File(content.ToArray(), TableFile.XlsxType, "来件导入模板.xlsx");
    }

    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(IFormFile? upload, CancellationToken ct)
    {
        if (upload is null || upload.Length == 0)
            return Refused("请选择要导入的文件。");
        await using var content = upload.OpenReadStream();
        return (await uploads.KeepAsync(content, upload.FileName, ct)).TryGet(out var file, out var refusal) ? new SeeOtherResult($"/letters/import/{file}") : Refused(refusal);
    }

    private PageResult Refused(string words)
    {
        ModelState.AddModelError("upload", words);
        return Page();
    }
}
