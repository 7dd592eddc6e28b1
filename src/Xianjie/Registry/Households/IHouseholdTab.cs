namespace Xianjie.Registry.Households;

/// <summary>
/// A tab that another module adds to the record page of a household (线索与比对, 数据疑点 …). Register with <c>AddScoped&lt;IHouseholdTab, X&gt;()</c>;
/// shown at <c>/households/{id}?tab={Key}</c> by the view component of that name, which gets the household's id as <c>household</c>.
/// </summary>
internal interface IHouseholdTab
{
    /// <summary>Place among the tabs: 基本信息 10, 家庭成员 20, 收入支出 30, 三保障及饮水 40, 帮扶措施 70, 标签 75, 附件 80, 轨迹 90.</summary>
    int Order { get; }
    string Title { get; }
    string Key { get; }
    /// <summary>Who may open it.</summary>
    string Permission { get; }
    /// <summary>Name of the view component.</summary>
    string Component { get; }

    /// <summary>How many of what it shows wait for someone, said beside the title; null: nothing is said.</summary>
    Task<int?> CountAsync(Guid household, CancellationToken ct) => Task.FromResult<int?>(null);
}

/// <summary>What is checked when household data are saved, beyond the form of single fields: errors refuse, doubts can be 忽略并说明.</summary>
internal interface ISaveCheck
{
    Task<IReadOnlyList<SaveFinding>> CheckAsync(Book.Family family, CancellationToken ct);
}

/// <param name="Words">What is wrong and what to do: 张小 17 岁，在校生状况是“小学”.</param>
/// <param name="Field">English column name that it stands at; empty: the whole form.</param>
internal sealed record SaveFinding(string Words, bool IsDoubt, string Field = "", Guid? Person = null);
