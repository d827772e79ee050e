-- The fixed measures in SQL over the same table, for DuckDB: what is not known is NULL, whose tables of
-- AND, OR and NOT are those of the engine. {input}, {output} and {threads} are filled in.
SET threads = {threads};

CREATE MACRO has(chosen, choice) AS contains(';' || chosen || ';', ';' || choice || ';');
CREATE MACRO yes(answer) AS answer = '是';
CREATE MACRO ruled_out(audience, conditions) AS
  CASE WHEN NOT audience THEN 'audience' WHEN NOT (audience AND conditions) THEN 'conditions' END;
CREATE MACRO verdict(audience, conditions, whole) AS
  coalesce(ruled_out(audience, conditions), CASE WHEN audience AND conditions THEN whole ELSE 'undetermined' END);
CREATE MACRO reserved_unless(condition) AS
  CASE WHEN condition THEN 'eligible' WHEN NOT condition THEN 'provisional' ELSE 'undetermined' END;
CREATE MACRO applies(verdict) AS verdict NOT IN ('audience', 'conditions');

COPY (
  WITH said AS (
    SELECT * FROM read_csv('{input}', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
      nullstr = ['', '不清楚'], columns = {
        'name': 'VARCHAR', 'id': 'BIGINT', 'applicant': 'VARCHAR', 'business': 'VARCHAR', 'registered_on': 'DATE',
        'new_economy': 'VARCHAR', 'registered_in_qingdao': 'VARCHAR', 'plans': 'VARCHAR', 'person_status': 'VARCHAR',
        'self_employed': 'VARCHAR', 'listing': 'VARCHAR', 'finance_business': 'VARCHAR',
        'guidance_fund_stake': 'VARCHAR', 'fund_size': 'DECIMAL(18,2)', 'paid_in_capital': 'DECIMAL(18,6)',
        'new_paid_in_capital': 'DECIMAL(18,6)', 'local_industry_investment': 'DECIMAL(18,2)',
        'titles_and_approvals': 'VARCHAR', 'national_platform_approvals': 'BIGINT',
        'enterprise_technology_centre': 'VARCHAR', 'enterprise_technology_centre_approved_on': 'DATE',
        'start_up_title': 'VARCHAR', 'start_up_titles_held': 'BIGINT', 'internet_headquarters': 'VARCHAR',
        'arrival_in_qingdao': 'VARCHAR', 'internet_headquarters_recognition': 'VARCHAR', 'tax_1': 'DECIMAL(18,6)',
        'tax_2': 'DECIMAL(18,6)', 'tax_3': 'DECIMAL(18,6)', 'plot_ratio': 'DECIMAL(18,4)', 'talent_work': 'VARCHAR',
        'listed_occupation': 'VARCHAR', 'trainees': 'BIGINT', 'postgraduate_degree': 'VARCHAR',
        'came_to_innovate': 'VARCHAR', 'first_home': 'VARCHAR'})
  ),
  kinds AS (
    SELECT *,
      has(applicant, '企业') AS company,
      has(applicant, '个体工商户') AS sole_trader,
      has(applicant, '个人') OR has(applicant, '个体工商户') AS natural_person,
      has(applicant, '企业') OR has(applicant, '个体工商户') AS entity,
      has(applicant, '普通高校') OR has(applicant, '科研院所') OR has(applicant, '医疗机构') AS institution
    FROM said
  ),
  parts AS (
    SELECT *,
      entity AND yes(new_economy) AS is_new,
      entity AND yes(registered_in_qingdao) AS in_qingdao,
      entity AND has(business, '创业投资、风险投资') AS venture_capital,
      entity AND (has(business, '创业投资、风险投资') OR has(business, '银行、证券、保险等金融机构')) AS fund_manager,
      company AND entity AND (has(business, '互联网、软件和信息技术服务') OR has(business, '为经营者服务的平台运营')
        OR has(business, '电子商务')) AS online,
      natural_person AND has(person_status, '参加职业技能培训的人员') AS trainee,
      natural_person AND has(person_status, '已毕业的博士、硕士研究生') AS postgraduate,
      natural_person AND (has(person_status, '登记失业人员') OR has(person_status, '建档立卡贫困(脱贫)人口')
        OR has(person_status, '自主就业退役士兵')) AS special_group,
      company OR institution OR has(applicant, '职业院校') OR has(applicant, '商会、协会或产业联盟')
        OR (entity AND has(business, '教育培训'))
        OR (natural_person AND has(person_status, '顶尖人才或新经济高端人才')) AS talent_applicant,
      company AND has(titles_and_approvals, '国家企业技术中心') AND enterprise_technology_centre = '已获批' AS centre
    FROM kinds
  ),
  more AS (
    SELECT *,
      company AND (is_new OR (entity AND has(plans, '融资、上市、设立创投或产融平台'))) AS asked_of_listing,
      talent_applicant AND has(talent_work, '开展职业技能提升培训') AS training,
      online AND internet_headquarters = '是总部企业' AS headquarters,
      online AND internet_headquarters <> '都不是' AS headquarters_or_branch
    FROM parts
  ),
  last_parts AS (
    SELECT *,
      (training OR trainee) AND yes(listed_occupation) AS listed_work,
      headquarters_or_branch AND arrival_in_qingdao <> '都不是' AS arrived,
      headquarters_or_branch AND arrival_in_qingdao <> '都不是' AND internet_headquarters_recognition = '已认定' AS recognised
    FROM more
  ),
  verdicts AS (
    SELECT *,
      verdict(company OR institution,
        ((company AND has(titles_and_approvals, '国家重点实验室等国家级平台')) OR institution)
          AND national_platform_approvals >= 1, 'eligible') AS v0,
      verdict(company, centre,
        reserved_unless(centre AND enterprise_technology_centre_approved_on >= DATE '2020-08-20')) AS v1,
      verdict(venture_capital, venture_capital AND (paid_in_capital >= 20000 OR new_paid_in_capital >= 20000),
        'provisional') AS v2,
      verdict(venture_capital, in_qingdao AND venture_capital AND local_industry_investment > 0, 'eligible') AS v3,
      verdict(fund_manager,
        fund_manager AND yes(guidance_fund_stake) AND has(finance_business, '投资新经济项目或企业'), 'eligible') AS v4,
      verdict(company AND is_new,
        asked_of_listing AND listing IN ('已上市,不是“买壳”', '已“买壳”,注册地已迁青岛'),
        reserved_unless((asked_of_listing AND listing = '已“买壳”,注册地已迁青岛') OR in_qingdao)) AS v5,
      verdict(talent_applicant, talent_applicant AND has(talent_work, '顶尖人才领衔的科技创新团队'), 'provisional') AS v6,
      verdict(talent_applicant, training AND listed_work, 'provisional') AS v7,
      verdict(trainee, listed_work, 'provisional') AS v8,
      verdict(postgraduate, postgraduate AND yes(came_to_innovate) AND yes(first_home), 'eligible') AS v9,
      verdict(headquarters, headquarters_or_branch AND arrival_in_qingdao = '在青岛新注册设立',
        reserved_unless(recognised)) AS v10,
      verdict(headquarters_or_branch, recognised, 'eligible') AS v11,
      verdict(headquarters, arrived, reserved_unless(recognised)) AS v12,
      verdict(company OR sole_trader OR has(applicant, '个人'),
        (natural_person OR (company AND has(titles_and_approvals, '优秀创业项目、创业明星等称号')))
          AND start_up_title = '已获评', 'eligible') AS v13,
      verdict(special_group, sole_trader OR (special_group AND NOT sole_trader AND yes(self_employed)),
        'provisional') AS v14,
      verdict(is_new, entity AND registered_on >= DATE '2020-08-20'
          AND registered_on BETWEEN DATE '2026-11-23' - INTERVAL 24 MONTH AND DATE '2026-11-23',
        reserved_unless(entity AND registered_on BETWEEN DATE '2026-11-23' - INTERVAL 12 MONTH AND DATE '2026-11-23')) AS v15,
      verdict(entity, entity AND has(plans, '取得新型产业用地(M0)') AND plot_ratio >= 2.0, 'eligible') AS v16
    FROM last_parts
  )
  -- Where a measure applies or may: the least, and the most, which is NULL while it is open.
  SELECT id, v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16,
    CASE WHEN applies(v0) THEN coalesce(national_platform_approvals, 1) * 10000000.00 END AS low0,
    CASE WHEN applies(v0) THEN national_platform_approvals * 10000000.00 END AS high0,
    CASE WHEN applies(v1) THEN 5000000.00 END AS low1, low1 AS high1,
    CASE WHEN applies(v2) THEN 0.00 END AS low2, CASE WHEN applies(v2) THEN 20000000.00 END AS high2,
    CASE WHEN applies(v3) THEN round(coalesce(local_industry_investment, 0) * 0.01, 2) END AS low3,
    CASE WHEN applies(v3) THEN round(local_industry_investment * 0.01, 2) END AS high3,
    CASE WHEN applies(v4) THEN 0.00 END AS low4, CASE WHEN applies(v4) THEN round(fund_size * 0.2, 2) END AS high4,
    CASE WHEN applies(v5) THEN 0.00 END AS low5, CASE WHEN applies(v5) THEN 3000000.00 END AS high5,
    CASE WHEN applies(v6) THEN 10000000.00 END AS low6, CASE WHEN applies(v6) THEN 100000000.00 END AS high6,
    CASE WHEN applies(v7) THEN coalesce(trainees, 0) * 600.00 END AS low7,
    CASE WHEN applies(v7) THEN trainees * 12000.00 END AS high7,
    CASE WHEN applies(v8) THEN 600.00 END AS low8, CASE WHEN applies(v8) THEN 12000.00 END AS high8,
    CASE WHEN applies(v9) THEN CASE postgraduate_degree WHEN '博士研究生' THEN 150000.00 ELSE 100000.00 END END AS low9,
    CASE WHEN applies(v9) THEN CASE postgraduate_degree WHEN '硕士研究生' THEN 100000.00 ELSE 150000.00 END END AS high9,
    CASE WHEN applies(v10) THEN 0.00 END AS low10, CASE WHEN applies(v10) THEN 40000000.00 END AS high10,
    CASE WHEN applies(v11) THEN
      round((coalesce(tax_1, 0) + coalesce(tax_2, 0) + coalesce(tax_3, 0)) * 10000 * 0.25, 2) END AS low11,
    CASE WHEN applies(v11) THEN round((tax_1 + tax_2 + tax_3) * 10000 * 0.5, 2) END AS high11,
    CASE WHEN applies(v12) THEN 0.00 END AS low12, CASE WHEN applies(v12) THEN 5000000.00 END AS high12,
    CASE WHEN applies(v13) THEN 0.00 END AS low13,
    CASE WHEN applies(v13) THEN start_up_titles_held * 100000.00 END AS high13
  FROM verdicts
) TO '{output}' (HEADER, DELIMITER ',');
